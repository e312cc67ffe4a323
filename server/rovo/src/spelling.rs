//! How far apart two words are when people mistype: letters too many, missing, wrong, or swapped with their neighbour.

/// The longest word that is compared, in characters.
const WORD_CHARS: usize = 32;

/// The number of slips between two words (optimal string alignment), if it is at most `limit`. Words of more than 32
/// characters are only equal or too far apart.
#[must_use]
pub fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    if left == right {
        return Some(0);
    }
    let (mut left_chars, mut right_chars) = (['\0'; WORD_CHARS], ['\0'; WORD_CHARS]);
    let left = fill(left, &mut left_chars)?;
    let right = fill(right, &mut right_chars)?;
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before = [0usize; WORD_CHARS + 1];
    let mut last = [0usize; WORD_CHARS + 1];
    for (column, cell) in last.iter_mut().enumerate() {
        *cell = column;
    }
    for row in 1..=left.len() {
        let mut current = [0usize; WORD_CHARS + 1];
        current[0] = row;
        let mut least = row;
        for column in 1..=right.len() {
            let same = left[row - 1] == right[column - 1];
            let mut cell = (last[column] + 1)
                .min(current[column - 1] + 1)
                .min(last[column - 1] + usize::from(!same));
            let swapped = row > 1
                && column > 1
                && left[row - 1] == right[column - 2]
                && left[row - 2] == right[column - 1];
            if swapped {
                cell = cell.min(before[column - 2] + 1);
            }
            current[column] = cell;
            least = least.min(cell);
        }
        if least > limit {
            return None;
        }
        before = last;
        last = current;
    }
    Some(last[right.len()]).filter(|slips| *slips <= limit)
}

fn fill<'a>(word: &str, chars: &'a mut [char; WORD_CHARS]) -> Option<&'a [char]> {
    let mut length = 0;
    for character in word.chars() {
        *chars.get_mut(length)? = character;
        length += 1;
    }
    Some(&chars[..length])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_a_letter_too_many_missing_wrong_or_swapped() {
        for slipped in ["agnt", "aggent", "agant", "agnet", "gaent"] {
            assert_eq!(distance(slipped, "agent", 2), Some(1), "{slipped}");
        }
        assert_eq!(distance("agent", "agent", 0), Some(0));
        assert_eq!(distance("urgent", "agent", 1), None);
        assert_eq!(distance("", "ab", 2), Some(2));
        assert_eq!(distance("a", "abcd", 2), None);
    }

    proptest! {
        #[test]
        fn distance_is_the_same_from_both_sides(left in "\\PC{0,40}", right in "\\PC{0,40}", limit in 0usize..4) {
            prop_assert_eq!(distance(&left, &right, limit), distance(&right, &left, limit));
        }
    }
}
