/**
 * Matches a glob in which `*` stands for any number of characters and `?` for exactly one, as in `StringLike` of IAM. No
 * other character is special.
 *
 * It is our own matcher, because callers choose the texts. Libraries that compile globs to regular expressions can
 * backtrack without end, give `/` and `!` a meaning that they do not have in ARNs, and are larger than the whole
 * allow-list.
 *
 * @returns whether all of `text` matches. Takes at most one step per pair of characters.
 */
export function globMatches(glob: string, text: string): boolean {
  let atGlob = 0;
  let atText = 0;
  /** The last star and the first character after its match, to continue from when the rest does not match. */
  let star = -1;
  let afterStar = 0;
  while (atText < text.length) {
    if (glob[atGlob] === '*') {
      star = atGlob;
      afterStar = atText;
      atGlob += 1;
    } else if (glob[atGlob] === '?' || glob[atGlob] === text[atText]) {
      atGlob += 1;
      atText += 1;
    } else if (star >= 0) {
      // An earlier star never needs another try: the last one can match whatever it could.
      afterStar += 1;
      atText = afterStar;
      atGlob = star + 1;
    } else {
      return false;
    }
  }
  while (glob[atGlob] === '*') {
    atGlob += 1;
  }
  return atGlob === glob.length;
}
