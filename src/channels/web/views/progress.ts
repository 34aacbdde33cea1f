import { formatLeft } from './format.ts';
import type { Frame } from './frame.ts';
import { type Html, html, label, text } from './html.ts';

/** Parts and minutes, not questions: branches change the number of questions, and a count that jumps is not believed. */
export interface Progress {
  /** 「体調」 */
  readonly part: string;
  /** 1-based. */
  readonly number: number;
  readonly parts: number;
  /** How far within the part, 0–1. */
  readonly within: number;
  readonly secondsLeft: number;
}

/** Words carry it; the bar is for the eye only. */
export function progressBar(frame: Frame, progress: Progress): Html {
  const { part, number, parts } = progress;
  const quarter = Math.min(3, Math.max(1, Math.round(progress.within * 4)));
  const bars = Array.from({ length: parts }, (_, at) => {
    const state = at + 1 < number ? 'done' : at + 1 > number ? 'later' : `now q${quarter}`;
    return html`<li class="${state}"></li>`;
  });
  return html`<div class="progress">
  <p class="progress-words"><strong>${text(frame.say('form.part', { part, number, parts }))}</strong> ${label(formatLeft(frame, progress.secondsLeft))}</p>
  <ol aria-hidden="true">${bars}</ol>
</div>`;
}
