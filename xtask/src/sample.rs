//! Reproducible random samples.

/// The seed of samples that are always the same.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A sample of at most `size` items; always the same one.
pub(crate) fn sample<T>(all: Vec<T>, size: usize) -> Vec<T> {
    seeded(all, size, SEED)
}

/// A sample of at most `size` items, which depends on the seed. The seed is not 0.
pub(crate) fn seeded<T>(mut all: Vec<T>, size: usize, seed: u64) -> Vec<T> {
    let mut state = seed;
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
    use super::{sample, seeded};

    #[test]
    fn a_sample_has_each_only_once() {
        let all: Vec<usize> = (0..400).collect();
        let mut some = sample(all.clone(), 300);
        assert_eq!((some.len(), &some), (300, &sample(all.clone(), 300)));
        some.sort();
        some.dedup();
        assert_eq!(some.len(), 300);
        assert_eq!(sample(all.clone(), 500).len(), 400);
        assert_ne!(seeded(all.clone(), 300, 1), seeded(all, 300, 2));
    }
}
