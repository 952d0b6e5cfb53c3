//! Reproducible random samples.

/// The seed.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A sample of at most `size` items.
pub(crate) fn sample<T>(mut all: Vec<T>, size: usize) -> Vec<T> {
    let mut state = SEED;
    let size = all.len().min(size);
    for idx in 0..size {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let other = idx + (state % (all.len() - idx) as u64) as usize;
        all.swap(idx, other);
    }
    all.truncate(size);
    all
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_sample_has_each_only_once() {
        let all: Vec<usize> = (0..400).collect();
        let mut some = sample(all.clone(), 300);
        assert_eq!((some.len(), &some), (300, &sample(all.clone(), 300)));
        some.sort();
        some.dedup();
        assert_eq!(some.len(), 300);
        assert_eq!(sample(all, 500).len(), 400);
    }
}
