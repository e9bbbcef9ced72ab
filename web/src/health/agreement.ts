/** From here on ratings are taken as reliable, and from kTentative on with care.
 * @source Krippendorff 2018, Content Analysis, 4th ed., section 12.4.4 */
const kReliable = 0.8;
const kTentative = 0.667;

/** Krippendorff's alpha as a person says it. */
export function agreementInWords(alpha: number): string {
  if (alpha >= kReliable) return 'The seats rate alike.';
  if (alpha >= kTentative) return 'The seats rate alike for the most part.';
  if (alpha > 0) return 'The seats often rate the same person differently.';
  return 'The seats agree no more than by chance.';
}
