/** The interviewer's voice: the browser's own, when the settings ask for it. */
export function canSpeak(): boolean {
  return 'speechSynthesis' in window;
}

/** Says it after what is being said. */
export function speakAloud(text: string): void {
  if (!canSpeak()) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = document.documentElement.lang || 'en';
  window.speechSynthesis.speak(words);
}

export function fallSilent(): void {
  if (canSpeak()) window.speechSynthesis.cancel();
}
