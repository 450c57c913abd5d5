//! Assertions about the few times that the program promises.

use std::time::Duration;

/// How many measurements make up one median.
const SAMPLES: usize = 41;

/// How many medians are taken before the assertion fails.
const ROUNDS: usize = 5;

/// Fails unless the median of the measured times is below `limit`.
///
/// Other programs may keep the processor busy: a median ignores single slow measurements, and a
/// slow phase of the machine is over in a later round. A delay in the program itself slows every round.
#[track_caller]
pub fn assert_median_below(limit: Duration, mut measure: impl FnMut() -> Duration) {
    let mut medians = Vec::new();
    for _ in 0..ROUNDS {
        let mut times: Vec<Duration> = (0..SAMPLES).map(|_| measure()).collect();
        times.sort();
        let median = times[SAMPLES / 2];
        if median < limit {
            return;
        }
        medians.push(median);
    }
    panic!("expected a median below {limit:?}, measured {medians:?}");
}
