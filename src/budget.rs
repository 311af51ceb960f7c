//! Work budgets: every algebraic routine that could run long counts its steps here.
//!
//! A budget counts **work**, never seconds, so that the same input stops at the same place
//! on every machine. The deadline is a last resort against a machine that is too slow; a
//! result cut by it says so.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The routine stopped because its budget is used up. Not an error for the user: the
/// chooser that started the routine turns it into "incomplete" or tries another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exhausted {
    /// The work allowed is used up.
    Work,
    /// The clock ran out (a last resort, `--time`).
    Time,
    /// Memory ran short (a last resort, `--memory`).
    Memory,
}

/// A count of elementary steps that may still be spent, with an optional deadline.
///
/// One step is about one coefficient operation on small numbers; operations on large
/// numbers count one step for each 64-bit word.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
    next_look: Cell<u64>,
    calls: Cell<u32>,
    deadline: Option<Instant>,
    halt: Option<Arc<AtomicBool>>,
}

const STEPS_BETWEEN_LOOKS_AT_THE_CLOCK: u64 = 1 << 16;
/// A step on numbers with thousands of digits is long; so the calls are counted too.
const CALLS_BETWEEN_LOOKS_AT_THE_CLOCK: u32 = 32;

impl Budget {
    /// A budget of `steps` without a deadline.
    pub fn steps(steps: u64) -> Budget {
        Budget::until(steps, None)
    }

    /// A budget of `steps` that also ends at `deadline`.
    pub fn until(steps: u64, deadline: Option<Instant>) -> Budget {
        let next_look = steps.saturating_sub(STEPS_BETWEEN_LOOKS_AT_THE_CLOCK);
        let (left, next_look) = (Cell::new(steps), Cell::new(next_look));
        Budget { left, next_look, calls: Cell::new(0), deadline, halt: None }
    }

    /// The same budget that also ends when somebody watching the memory sets the flag.
    pub fn halted_by(mut self, halt: Option<Arc<AtomicBool>>) -> Budget {
        self.halt = halt;
        self
    }

    /// A budget that never ends; for tests and for work that is bounded by its input.
    pub fn unlimited() -> Budget {
        Budget::steps(u64::MAX)
    }

    /// Spends `steps`.
    ///
    /// # Errors
    /// [`Exhausted`] if fewer are left, or the deadline has passed.
    pub fn spend(&self, steps: u64) -> Result<(), Exhausted> {
        let left = self.left.get().checked_sub(steps).ok_or(Exhausted::Work);
        let left = left.inspect_err(|_| self.left.set(0))?;
        self.left.set(left);
        let calls = self.calls.get() + 1;
        self.calls.set(calls);
        if left <= self.next_look.get() || calls >= CALLS_BETWEEN_LOOKS_AT_THE_CLOCK {
            self.calls.set(0);
            self.next_look.set(left.saturating_sub(STEPS_BETWEEN_LOOKS_AT_THE_CLOCK));
            if self.deadline.is_some_and(|end| Instant::now() >= end) {
                self.left.set(0);
                return Err(Exhausted::Time);
            }
            if self.halt.as_ref().is_some_and(|halt| halt.load(Ordering::Relaxed)) {
                self.left.set(0);
                return Err(Exhausted::Memory);
            }
        }
        Ok(())
    }

    /// Runs `work` on at most `steps` of this budget; what is not used stays here.
    ///
    /// # Errors
    /// Whatever `work` returns, [`Exhausted`] included.
    pub fn portion<T>(
        &self,
        steps: u64,
        work: impl FnOnce(&Budget) -> Result<T, Exhausted>,
    ) -> Result<T, Exhausted> {
        let granted = steps.min(self.left.get());
        let part = Budget::until(granted, self.deadline).halted_by(self.halt.clone());
        let answer = work(&part);
        self.left.set(self.left.get() - (granted - part.left.get()));
        answer
    }

    /// Steps that may still be spent.
    pub fn left(&self) -> u64 {
        self.left.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends_where_it_should() {
        let budget = Budget::steps(10);
        assert_eq!(budget.spend(7), Ok(()));
        assert_eq!(budget.spend(4), Err(Exhausted::Work));
        assert_eq!(budget.left(), 0);
    }

    #[test]
    fn a_portion_returns_what_it_did_not_use() {
        let budget = Budget::steps(100);
        assert_eq!(budget.portion(30, |part| part.spend(10)), Ok(()));
        assert_eq!(budget.left(), 90);
        assert_eq!(budget.portion(30, |part| part.spend(31)), Err(Exhausted::Work));
        assert_eq!(budget.left(), 60);
    }

    #[test]
    fn a_flag_ends_the_work() {
        let halt = Arc::new(AtomicBool::new(false));
        let budget = Budget::unlimited().halted_by(Some(halt.clone()));
        assert_eq!(budget.spend(1 << 20), Ok(()));
        halt.store(true, Ordering::Relaxed);
        assert_eq!(budget.portion(1 << 30, |part| part.spend(1 << 20)), Err(Exhausted::Memory));
    }

    #[test]
    fn the_clock_is_seen_by_a_few_long_steps() {
        let budget = Budget::until(u64::MAX, Some(Instant::now()));
        assert!((0..CALLS_BETWEEN_LOOKS_AT_THE_CLOCK).any(|_| budget.spend(1).is_err()));
    }

    #[test]
    fn a_deadline_in_the_past_ends_the_work() {
        let budget = Budget::until(u64::MAX, Some(Instant::now()));
        assert_eq!(budget.spend(1 << 20), Err(Exhausted::Time));
    }
}
