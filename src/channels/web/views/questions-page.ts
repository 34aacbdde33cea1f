import type { Frame } from './frame.ts';
import { type Html, html, text } from './html.ts';
import { page } from './layout.ts';

/** Every question of the live questionnaires: so that a false survey can be told from the true one. */
export interface QuestionsView {
  readonly questionnaires: readonly {
    readonly title: string;
    readonly questions: readonly {
      readonly text: string;
      readonly options: readonly string[];
      readonly optional: boolean;
    }[];
  }[];
}

export function questionsPage(frame: Frame, { questionnaires }: QuestionsView): string {
  const { say, account } = frame;
  const never = ['questions.never_name', 'questions.never_money', 'questions.never_number', 'questions.never_password'];
  const main = html`<div class="stack"><h1>${text(say('layout.questions'))}</h1><p>${text(say('questions.lead', { organisation: account.organisation }))}</p></div>
<section class="say"><h2>${text(say('questions.never'))}</h2><ul class="plain">${never.map((key) => html`<li>${text(say(key))}</li>`)}</ul><p class="hint">${text(say('questions.callback'))}</p></section>
${questionnaires.map((one) => questionnaire(frame, one))}`;
  return page(frame, { title: say('layout.questions'), main });
}

function questionnaire({ say }: Frame, { title, questions }: QuestionsView['questionnaires'][number]): Html {
  const question = (one: (typeof questions)[number]) => {
    const tag = one.optional && html` <span class="tag">${text(say('form.optional'))}</span>`;
    const options = one.options.length > 0 && html`<p class="hint">${text(one.options.join(say('questions.or')))}</p>`;
    return html`<li><div><p>${text(one.text)}${tag}</p>${options}</div></li>`;
  };
  return html`<section><h2>${text(title)}</h2><ol class="steps">${questions.map(question)}</ol></section>`;
}
