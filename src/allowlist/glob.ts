/**
 * Globs in which `*` stands for any characters, also none, and `?` for one, as in `StringLike` of IAM. Nothing else has a
 * meaning, so that no glob says more than it seems to.
 *
 * It is a matcher of our own, and no regular expression: the texts come from callers, and a library that compiles globs
 * to expressions can be made to backtrack without end, treats `/` and `!` in ways that no ARN means, and weighs more
 * than all of the allow-list.
 *
 * @returns whether the whole of `text` matches. Takes at most one step for each pair of their characters.
 */
export function globMatches(glob: string, text: string): boolean {
  let atGlob = 0;
  let atText = 0;
  /** Where to go on when what follows the last star does not fit: the star, and the first character it may not skip. */
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
      // An earlier star never needs another try: the last one can take whatever it could.
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
