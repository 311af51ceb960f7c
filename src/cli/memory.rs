//! The memory limit: a watcher that asks the search to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A flag that is set once the process holds more than so many megabytes. Where the system
/// does not tell how much it holds, the flag is never set.
pub(super) fn watch(megabytes: u64) -> Arc<AtomicBool> {
    let halt = Arc::new(AtomicBool::new(false));
    let flag = halt.clone();
    let watcher = std::thread::Builder::new().name("memory".to_string());
    // Without the thread there is no limit, which is not worth failing for.
    let _ = watcher.spawn(move || {
        while let Some(held) = resident() {
            if held / (1 << 20) >= megabytes {
                flag.store(true, Ordering::Relaxed);
                return;
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
    });
    halt
}

/// Bytes of memory that the process holds.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}
