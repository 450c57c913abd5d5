//! Prints the tables in Markdown, and the machine they were measured on.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::clients::Client;
use crate::measure::{Run, median};
use crate::workloads::{Limit, Measured};

impl Measured {
    fn of(&self, client: Client) -> &[Run] {
        let place = self.workload.clients.iter().position(|other| *other == client);
        place.and_then(|place| self.runs.get(place)).map_or(&[], Vec::as_slice)
    }

    /// imapsh's runs and the baseline's, if both ran.
    fn pair(&self, limit: &Limit) -> Option<(&[Run], &[Run])> {
        let (imapsh, baseline) = (self.imapsh(), self.of(limit.baseline));
        (!imapsh.is_empty() && !baseline.is_empty()).then_some((imapsh, baseline))
    }

    fn imapsh(&self) -> &[Run] {
        match self.of(Client::Imapsh) {
            [] => self.of(Client::ImapshPipeline),
            runs => runs,
        }
    }

    /// The ratio of the medians, and the median of the ratios of each round.
    fn ratios(&self, limit: &Limit) -> Option<(f64, f64)> {
        let (imapsh, baseline) = self.pair(limit)?;
        let medians = median_wall(imapsh)?.as_secs_f64() / median_wall(baseline)?.as_secs_f64();
        let pairs = imapsh.iter().zip(baseline);
        let pairs = median(pairs.map(|(a, b)| a.wall.as_secs_f64() / b.wall.as_secs_f64()))?;
        Some((medians, pairs))
    }

    fn peak(&self) -> Option<u64> {
        self.imapsh().iter().map(|run| run.peak).max()
    }
}

/// Whether every binding limit is kept, by both ratios.
pub fn passed(measured: &Measured) -> bool {
    let times = measured.workload.limits.iter().filter(|limit| limit.binding);
    let times = times.filter_map(|limit| Some((measured.ratios(limit)?, limit.at_most)));
    let peak = measured.workload.peak.zip(measured.peak());
    times.into_iter().all(|((a, b), most)| a <= most && b <= most)
        && peak.is_none_or(|(most, peak)| peak <= most)
}

fn median_wall(runs: &[Run]) -> Option<Duration> {
    median(runs.iter().map(|run| run.wall))
}

/// The median, with the shortest and the longest, in seconds.
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

/// Prints wall times and peak memory with their limits, and the costs of each client. `floor` is the peak
/// reported for a process that needs no memory.
pub fn print(all: &[Measured], floor: u64) {
    println!(
        "| workload | imapsh | baseline | its time | ratio of medians | median of ratios | at most | |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for measured in all {
        for limit in &measured.workload.limits {
            let Some(((imapsh, baseline), (medians, pairs))) =
                measured.pair(limit).zip(measured.ratios(limit))
            else {
                continue;
            };
            println!(
                "| {} | {} | {} | {} | {medians:.2} | {pairs:.2} | {} | {} |",
                measured.workload.title,
                span(imapsh),
                limit.baseline.name(),
                span(baseline),
                limit.at_most,
                verdict(medians.max(pairs) <= limit.at_most, limit.binding),
            );
        }
    }
    println!("\n| workload | imapsh's peak memory | at most | |");
    println!("| --- | --- | --- | --- |");
    for measured in all {
        if let Some((most, peak)) = measured.workload.peak.zip(measured.peak()) {
            println!(
                "| {} | {} | {} | {} |",
                measured.workload.title,
                mebibytes(peak),
                mebibytes(most),
                verdict(peak <= most, true)
            );
        }
    }
    println!("\nPeak reported for a process that needs no memory: {}.", mebibytes(floor));
    println!(
        "\n| workload | client | runs | wall | MiB/s | CPU, user | CPU, kernel | peak memory |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for measured in all {
        for (client, runs) in measured.workload.clients.iter().zip(&measured.runs) {
            let seconds = |of: fn(&Run) -> Duration| {
                median(runs.iter().map(of)).unwrap_or_default().as_secs_f64()
            };
            let wall = seconds(|run| run.wall);
            let rate = match measured.workload.octets {
                0 => "–".to_owned(),
                octets => format!("{:.0}", octets as f64 / f64::from(1 << 20) / wall),
            };
            println!(
                "| {} | {} | {} | {} | {rate} | {:.3} s | {:.3} s | {} |",
                measured.workload.title,
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

/// The current load averages.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// Prints the machine and the versions; `before` is the load when the benchmark began.
pub fn machine(before: &str) {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown CPU", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("\n- machine: {model}, {cores} cores, {}", output_of("uname", &["-srm"]));
    println!("- load before: {before}, after: {}", load());
    println!("- {}", output_of("openssl", &["version"]));
    println!("- {}", output_of("python3", &["--version"]));
    println!("- {}", output_of("rustc", &["--version"]));
    println!("- {}", output_of("date", &["-u", "+%Y-%m-%d %H:%M UTC"]));
}

/// The first line of a program's output.
fn output_of(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    text.lines().next().map_or_else(|| format!("{program}: not here"), str::to_owned)
}
