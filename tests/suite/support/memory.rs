//! The memory of a running process.

/// The peak of the memory that a process has filled itself, in KiB, as Linux reports it. The mapped pages of its
/// program and libraries do not count: an unoptimized build has some ten MiB of them, and more with each feature.
#[cfg(target_os = "linux")]
#[track_caller]
pub fn peak_memory(pid: i32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"));
    let status = status.expect("the process still runs");
    kib_of("VmHWM:", &status) - kib_of("RssFile:", &status)
}

/// The number in such a line as `RssFile:    1024 kB`.
#[track_caller]
fn kib_of(name: &str, status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kib = kib.and_then(|kib| kib.parse().ok());
    kib.unwrap_or_else(|| panic!("no line {name:?} with a number of kB"))
}
