//! The arithmetic of figures: percentiles of a sample, medians of several runs, the busiest second.

use std::time::Duration;

/// Durations of one kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    millis: Vec<f64>,
}

impl Sample {
    pub(crate) fn add(&mut self, duration: Duration) {
        self.millis.push(duration.as_secs_f64() * 1_000.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.millis.len()
    }

    /// The smallest duration, in milliseconds, that at least this share of the sample does not exceed (the nearest rank:
    /// always one that was really measured). No number for an empty sample, so that nothing measured holds no budget.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.millis.clone();
        sorted.sort_by(f64::total_cmp);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a length is a small positive number"
        )]
        let rank = (sorted.len() as f64 * share).ceil() as usize;
        let index = rank.max(1) - 1;
        sorted.get(index).copied().unwrap_or(f64::NAN)
    }

    /// `p50 2.1 p99 4.3 ms`.
    pub(crate) fn shown(&self) -> String {
        shown(self.quantile(0.5), self.quantile(0.99))
    }
}

/// Two percentiles as people read them.
pub(crate) fn shown(p50: f64, p99: f64) -> String {
    format!("p50 {p50:.1}, p99 {p99:.1} ms")
}

/// The middle one; of an even number the mean of the two in the middle. No number where there is none.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match (sorted.len(), sorted.get(middle)) {
        (length, Some(upper)) if length.is_multiple_of(2) => {
            f64::midpoint(sorted[middle - 1], *upper)
        }
        (_, Some(value)) => *value,
        (_, None) => f64::NAN,
    }
}

/// The most that happened within any one second.
pub(crate) fn busiest_second(times: &[Duration]) -> usize {
    let mut sorted = times.to_vec();
    sorted.sort();
    let mut first = 0;
    let mut most = 0;
    for (last, time) in sorted.iter().enumerate() {
        while *time - sorted[first] >= Duration::from_secs(1) {
            first += 1;
        }
        most = most.max(last - first + 1);
    }
    most
}

/// Whether something that took so long beside a short history takes notably longer beside a long one: by more than half,
/// and by more than the millisecond that noise may bring.
pub(crate) fn grows(short: f64, long: f64) -> bool {
    long > short * 1.5 && long > short + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(millis: impl IntoIterator<Item = u64>) -> Sample {
        let mut sample = Sample::default();
        for milli in millis {
            sample.add(Duration::from_millis(milli));
        }
        sample
    }

    fn near(value: f64, wanted: f64) -> bool {
        (value - wanted).abs() < 1e-9
    }

    #[test]
    fn percentiles_are_the_nearest_rank_whatever_the_order() {
        let hundred = sample((1..=100).rev());
        assert!(near(hundred.quantile(0.5), 50.0));
        assert!(near(hundred.quantile(0.99), 99.0));
        assert!(near(hundred.quantile(1.0), 100.0));
        assert!(near(hundred.quantile(0.0), 1.0));
        assert!(near(sample([7]).quantile(0.99), 7.0));
        assert!(near(sample([1, 2, 3, 1_000]).quantile(0.99), 1_000.0));
    }

    #[test]
    fn one_slow_message_in_two_hundred_is_not_the_99th_percentile_and_three_are() {
        let mostly = |slow: usize| {
            sample((0..200).map(move |index| if index < slow { 900 } else { 2 })).quantile(0.99)
        };
        assert!(near(mostly(1), 2.0));
        assert!(near(mostly(3), 900.0));
    }

    #[test]
    fn nothing_measured_is_no_number_rather_than_a_good_one() {
        assert!(Sample::default().quantile(0.99).is_nan());
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn the_median_of_runs_is_the_middle_one() {
        assert!(near(median(&[9.0, 1.0, 3.0]), 3.0));
        assert!(near(median(&[1.0, 4.0]), 2.5));
        assert!(near(median(&[5.0]), 5.0));
    }

    #[test]
    fn the_busiest_second_is_found_between_whole_seconds() {
        let at = |millis: &[u64]| {
            let times: Vec<_> = millis.iter().map(|at| Duration::from_millis(*at)).collect();
            busiest_second(&times)
        };
        assert_eq!(at(&[]), 0);
        assert_eq!(at(&[0, 600, 1_200, 1_500, 1_599]), 4);
        assert_eq!(at(&[0, 1_000, 2_000]), 1);
    }

    #[test]
    fn growth_is_more_than_noise() {
        assert!(!grows(3.0, 3.9));
        assert!(!grows(0.1, 0.9));
        assert!(grows(3.0, 30.0));
    }
}
