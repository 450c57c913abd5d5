//! The tables, in Markdown, and what machine they are from.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::clients::Client;
use crate::measure::{Run, median};
use crate::works::{Limit, Measured};

impl Measured {
    fn of(&self, client: Client) -> &[Run] {
        let place = self.work.clients.iter().position(|other| *other == client);
        place
            .and_then(|place| self.runs.get(place))
            .map_or(&[], Vec::as_slice)
    }

    /// imapsh's runs and the rival's, where both ran.
    fn pair(&self, limit: &Limit) -> Option<(&[Run], &[Run])> {
        let (imapsh, rival) = (self.imapsh(), self.of(limit.rival));
        (!imapsh.is_empty() && !rival.is_empty()).then_some((imapsh, rival))
    }

    fn imapsh(&self) -> &[Run] {
        match self.of(Client::Imapsh) {
            [] => self.of(Client::ImapshPipeline),
            runs => runs,
        }
    }

    /// The ratio of the medians, and the median of the ratios of the runs that stood side by side.
    fn ratios(&self, limit: &Limit) -> Option<(f64, f64)> {
        let (imapsh, rival) = self.pair(limit)?;
        let medians = middle(imapsh)?.as_secs_f64() / middle(rival)?.as_secs_f64();
        let pairs = imapsh.iter().zip(rival);
        let pairs = median(pairs.map(|(a, b)| a.wall.as_secs_f64() / b.wall.as_secs_f64()))?;
        Some((medians, pairs))
    }

    fn peak(&self) -> Option<u64> {
        self.imapsh().iter().map(|run| run.peak).max()
    }
}

/// Whether every limit that binds is kept, by both ratios.
pub fn passed(measured: &Measured) -> bool {
    let times = measured.work.limits.iter().filter(|limit| limit.binding);
    let times = times.filter_map(|limit| Some((measured.ratios(limit)?, limit.at_most)));
    let peak = measured.work.peak.zip(measured.peak());
    times
        .into_iter()
        .all(|((a, b), most)| a <= most && b <= most)
        && peak.is_none_or(|(most, peak)| peak <= most)
}

fn middle(runs: &[Run]) -> Option<Duration> {
    median(runs.iter().map(|run| run.wall))
}

/// Median, and from the shortest to the longest, in seconds.
fn span(runs: &[Run]) -> String {
    let walls = || runs.iter().map(|run| run.wall.as_secs_f64());
    let shortest = walls().fold(f64::INFINITY, f64::min);
    let longest = walls().fold(0.0, f64::max);
    let middle = median(walls()).unwrap_or_default();
    format!("{middle:.4} s ({shortest:.4}–{longest:.4})")
}

fn mebibytes(octets: u64) -> String {
    format!("{:.1} MiB", octets as f64 / f64::from(1 << 20))
}

fn verdict(kept: bool, binding: bool) -> &'static str {
    match (kept, binding) {
        (true, _) => "kept",
        (false, true) => "**missed**",
        (false, false) => "missed (an aim)",
    }
}

/// Wall times against their limits, peak memory against its, and what each client spent. `floor` is the peak that a
/// process without any memory of its own is reported with.
pub fn print(all: &[Measured], floor: u64) {
    println!(
        "| work | imapsh | against | its time | ratio of medians | median of ratios | at most | |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for measured in all {
        for limit in &measured.work.limits {
            let Some(((imapsh, rival), (medians, pairs))) =
                measured.pair(limit).zip(measured.ratios(limit))
            else {
                continue;
            };
            println!(
                "| {} | {} | {} | {} | {medians:.2} | {pairs:.2} | {} | {} |",
                measured.work.title,
                span(imapsh),
                limit.rival.name(),
                span(rival),
                limit.at_most,
                verdict(medians.max(pairs) <= limit.at_most, limit.binding),
            );
        }
    }
    println!("\n| work | imapsh's peak memory | at most | |");
    println!("| --- | --- | --- | --- |");
    for measured in all {
        if let Some((most, peak)) = measured.work.peak.zip(measured.peak()) {
            println!(
                "| {} | {} | {} | {} |",
                measured.work.title,
                mebibytes(peak),
                mebibytes(most),
                verdict(peak <= most, true)
            );
        }
    }
    println!(
        "\nA process that needs no memory is reported with {}.",
        mebibytes(floor)
    );
    println!("\n| work | client | runs | wall | MiB/s | CPU, user | CPU, kernel | peak memory |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for measured in all {
        for (client, runs) in measured.work.clients.iter().zip(&measured.runs) {
            let seconds = |of: fn(&Run) -> Duration| {
                median(runs.iter().map(of))
                    .unwrap_or_default()
                    .as_secs_f64()
            };
            let wall = seconds(|run| run.wall);
            let rate = match measured.work.octets {
                0 => "–".to_owned(),
                octets => format!("{:.0}", octets as f64 / f64::from(1 << 20) / wall),
            };
            println!(
                "| {} | {} | {} | {} | {rate} | {:.3} s | {:.3} s | {} |",
                measured.work.title,
                client.name(),
                runs.len(),
                span(runs),
                seconds(|run| run.user),
                seconds(|run| run.system),
                mebibytes(runs.iter().map(|run| run.peak).max().unwrap_or_default()),
            );
        }
    }
}

/// The load averages of now.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The machine and the versions; `before` is the load when the bench began.
pub fn machine(before: &str) {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown CPU", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!(
        "\n- machine: {model}, {cores} cores, {}",
        said("uname", &["-srm"])
    );
    println!("- load before: {before}, after: {}", load());
    println!("- {}", said("openssl", &["version"]));
    println!("- {}", said("python3", &["--version"]));
    println!("- {}", said("rustc", &["--version"]));
    println!("- {}", said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]));
}

/// The first line that a program says.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    text.lines()
        .next()
        .map_or_else(|| format!("{program}: not here"), str::to_owned)
}
