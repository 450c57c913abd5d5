//! Polls for an answer before sleeping. A nearby server's answer arrives sooner than the kernel wakes a
//! sleeping process, especially on an idle machine, where the kernel has to restart a stopped
//! processor: there a lock-step replay takes more than twice as long without this.
//!
//! Spinning keeps a processor busy, so there are two rules. It is done only if the last answer took no
//! longer than [`FAST_ANSWER`]: never with a server that is far or slow. And at most one part in
//! [`MAX_WASTED_SHARE`] of the time waited is wasted on spins without an answer: on a machine with other work
//! to do, which takes the processor away, spinning soon ends.

use std::time::Duration;

/// The longest spin: about a round trip within one machine.
const LIMIT: Duration = Duration::from_micros(100);

/// If an answer took no longer than this, the time to wake up included, the next may arrive in a spin.
const FAST_ANSWER: Duration = Duration::from_micros(500);

/// The part of the time waited that may be wasted on spins: a thirty-second.
const MAX_WASTED_SHARE: u32 = 32;

/// How fast the last answer was, and what waiting has cost.
#[derive(Debug, Default)]
pub(super) struct SpinPolicy {
    last_was_fast: bool,
    waited: Duration,
    wasted: Duration,
}

impl SpinPolicy {
    /// How long to spin for the next answer. `None`: sleep.
    pub fn limit(&self) -> Option<Duration> {
        (self.last_was_fast && self.wasted <= self.waited / MAX_WASTED_SHARE).then_some(LIMIT)
    }

    pub fn spun_without_answer(&mut self, time: Duration) {
        self.wasted += time;
    }

    /// Notes how long an answer took, spinning included. Slow answers do not add to the budget.
    pub fn answered(&mut self, after: Duration) {
        self.last_was_fast = after <= FAST_ANSWER;
        self.waited += after.min(FAST_ANSWER);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Waits for answers that take these microseconds. Returns how often it spun, and the wasted time.
    fn wait_for(answers: impl IntoIterator<Item = u64>) -> (usize, Duration) {
        let (mut policy, mut count) = (SpinPolicy::default(), 0);
        for answer in answers.into_iter().map(Duration::from_micros) {
            if let Some(limit) = policy.limit() {
                count += 1;
                if answer > limit {
                    policy.spun_without_answer(limit);
                }
            }
            policy.answered(answer);
        }
        (count, policy.wasted)
    }

    #[test]
    fn spins_only_after_a_fast_answer() {
        assert_eq!(wait_for([30_000; 1000]), (0, Duration::ZERO));
        assert_eq!(wait_for([501; 1000]), (0, Duration::ZERO));
        assert_eq!(wait_for([50; 1000]), (999, Duration::ZERO));
        // Fast answers, but never within a spin.
        let (count, _) = wait_for([200; 1000]);
        assert!((1..=63).contains(&count), "{count}");
        // The answers become slow: one spin is wasted.
        assert_eq!(wait_for([50, 50, 9000, 9000, 9000]), (2, LIMIT));
    }

    proptest! {
        #[test]
        fn little_time_is_wasted_on_spinning(answers in prop::collection::vec(0u64..2000, 0..500)) {
            let waited: u64 = answers.iter().sum();
            let (_, wasted) = wait_for(answers);
            prop_assert!(wasted <= Duration::from_micros(waited) / MAX_WASTED_SHARE + LIMIT);
        }
    }
}
