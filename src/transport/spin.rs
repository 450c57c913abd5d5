//! Looking for an answer before sleeping for it: on a near server it comes sooner than the kernel
//! wakes a process that sleeps, above all where a processor with nothing to do is stopped.
//!
//! Who looks keeps a processor busy, so there are two rules. The last answer came soon, or nobody
//! looks: a server that is far or slow is never looked for. And of all the time that was waited, at
//! most one part in [`PARTS`] is looked in vain: a machine with other work to do, which takes the
//! processor away meanwhile, soon ends it.

use std::time::Duration;

/// The longest look: a round trip on one machine, no more.
const LONGEST: Duration = Duration::from_micros(100);

/// An answer that took no longer, the time to wake up included, may come within a look.
const SOON: Duration = Duration::from_micros(500);

/// The part of the time waited that may be looked in vain: a thirty-second.
const PARTS: u32 = 32;

/// What is known of how soon answers come.
#[derive(Debug, Default)]
pub(super) struct SpinPolicy {
    soon: bool,
    waited: Duration,
    in_vain: Duration,
}

impl SpinPolicy {
    /// How long to look for the next answer; none: sleep.
    pub fn longest(&self) -> Option<Duration> {
        (self.soon && self.in_vain <= self.waited / PARTS).then_some(LONGEST)
    }

    /// A look of so long has brought nothing.
    pub fn looked_in_vain(&mut self, time: Duration) {
        self.in_vain += time;
    }

    /// An answer came after so long, looks included. What is waited for a far server gives no credit.
    pub fn answered(&mut self, after: Duration) {
        self.soon = after <= SOON;
        self.waited += after.min(SOON);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Waits for answers that take so many microseconds each. Gives how often, and how long in vain,
    /// they were looked for.
    fn wait_for(answers: impl IntoIterator<Item = u64>) -> (usize, Duration) {
        let (mut looks, mut count) = (SpinPolicy::default(), 0);
        for answer in answers.into_iter().map(Duration::from_micros) {
            if let Some(longest) = looks.longest() {
                count += 1;
                if answer > longest {
                    looks.looked_in_vain(longest);
                }
            }
            looks.answered(answer);
        }
        (count, looks.in_vain)
    }

    #[test]
    fn only_a_near_server_is_looked_for() {
        assert_eq!(wait_for([30_000; 1000]), (0, Duration::ZERO));
        assert_eq!(wait_for([501; 1000]), (0, Duration::ZERO));
        assert_eq!(wait_for([50; 1000]), (999, Duration::ZERO));
        // Near, but never within a look.
        let (count, _) = wait_for([200; 1000]);
        assert!((1..=63).contains(&count), "{count}");
        // It moves away: one look in vain.
        assert_eq!(wait_for([50, 50, 9000, 9000, 9000]), (2, LONGEST));
    }

    proptest! {
        #[test]
        fn little_is_looked_in_vain(answers in prop::collection::vec(0u64..2000, 0..500)) {
            let waited: u64 = answers.iter().sum();
            let (_, in_vain) = wait_for(answers);
            prop_assert!(in_vain <= Duration::from_micros(waited) / PARTS + LONGEST);
        }
    }
}
