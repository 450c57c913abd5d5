//! The memory of a running process.

/// The peak of the resident memory of a process in KiB, as Linux reports it.
#[cfg(target_os = "linux")]
#[track_caller]
pub fn peak_memory(pid: i32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"));
    let status = status.expect("the process still runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kib = kib.and_then(|kib| kib.parse().ok());
    kib.expect("a line \"VmHWM: number kB\"")
}
