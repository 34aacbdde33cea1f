import { readFileSync } from 'node:fs';
import { rubyPlain } from '../../src/base/ruby.ts';
import { loadQuestionnaire, type Question, type Questionnaire } from '../../src/engines/questionnaire/index.ts';
import type { GivenAnswers } from './form-driver.ts';
import type { PhoneLanguage, PhoneScreen } from './phone-driver.ts';
import type { PrefecturesWorld } from './prefectures-world.ts';

/** What a person reads and presses in the chat, on the phone's own screen. */
export class ChatDriver {
  readonly #world: PrefecturesWorld;
  readonly #phone: PhoneScreen;
  readonly #channelId: string;
  readonly #language: PhoneLanguage;
  readonly #questionnaire: Questionnaire;

  constructor(world: PrefecturesWorld, phone: PhoneScreen, account: string, language: PhoneLanguage) {
    this.#world = world;
    this.#phone = phone;
    this.#language = language;
    this.#channelId = world.app.channels.find((channel) => channel.account === account)!.channelId;
    const path = 'content/packs/covid-19/questionnaires/ps-initial.json';
    this.#questionnaire = loadQuestionnaire(JSON.parse(readFileSync(path, 'utf8')), path).questionnaire!;
  }

  /** Everything the account has said so far, as JSON. */
  said(): string[] {
    const { chat } = this.#world.emulator.residents.openChat(this.#phone.userId, this.#channelId);
    return chat.messages.filter(({ from }) => from === 'account').map(({ content }) => JSON.stringify(content));
  }

  /** Everything that the resident's own side of the chat shows. */
  ownWords(): string[] {
    const { chat } = this.#world.emulator.residents.openChat(this.#phone.userId, this.#channelId);
    return chat.messages.filter(({ from }) => from === 'resident').map(({ content }) => JSON.stringify(content));
  }

  async press(label: string | RegExp): Promise<void> {
    await this.#andHear(async () => {
      const name = typeof label === 'string' ? { name: label, exact: true } : { name: label };
      await this.#phone.page.getByRole('button', name).last().click();
    });
  }

  async type(text: string): Promise<void> {
    await this.#andHear(() => this.#phone.write(text));
  }

  /** Answers what is asked until no question is asked any more; returns the question ids in order. */
  async answer(answers: GivenAnswers, words: { done: string; same: string }): Promise<string[]> {
    const asked: string[] = [];
    for (;;) {
      // The card of kept answers names questions too, and asks none of them.
      const question = this.said().at(-1)?.includes(words.same) ? undefined : this.#asked();
      if (!question) return asked;
      asked.push(question.linkId);
      const answer = answers[question.linkId];
      if (answer === undefined) throw new Error(`${question.linkId} was asked, and the test has no answer for it`);
      for (const one of [answer].flat()) {
        const at = question.options.findIndex(({ code }) => code === one);
        if (at < 0) await this.type(one);
        else await this.#choose(question, at);
      }
      if (question.kind === 'many') await this.press(words.done);
    }
  }

  async #choose(question: Question, at: number): Promise<void> {
    const labels = question.options.map(({ label }) => rubyPlain(label[this.#language]));
    const isLong = labels.some((label) => [...label].length > 20);
    await this.press(isLong ? new RegExp(`^${at + 1}\\. `) : labels[at]!);
  }

  /** The question that the newest message asks. */
  #asked(): Question | undefined {
    const last = this.said().at(-1) ?? '';
    const text = (question: Question) => JSON.stringify(rubyPlain(question.text[this.#language])).slice(1, -1);
    return this.#questionnaire.questions.find((question) => !question.hidden && last.includes(text(question)));
  }

  async #andHear(act: () => Promise<void>): Promise<void> {
    await this.#seen();
    const before = this.said().length;
    await act();
    const deadline = Date.now() + 90_000;
    while (this.said().length === before) {
      if (Date.now() > deadline) throw new Error('nothing was said in answer');
      await new Promise((done) => setTimeout(done, 30));
    }
    // Several messages may belong to one answer.
    await this.#world.emulator.settle();
    await new Promise((done) => setTimeout(done, 100));
  }

  /** Waits until the newest message stands on the screen: nobody presses what is not there yet. */
  async #seen(): Promise<void> {
    const newest = JSON.parse(this.said().at(-1) ?? '{}') as {
      text?: string;
      contents?: { body?: { contents?: { text?: string }[] } };
    };
    const words = (newest.text ?? newest.contents?.body?.contents?.[0]?.text ?? '').split('\n')[0]!;
    const log = this.#phone.page.getByRole('log');
    const deadline = Date.now() + 90_000;
    while (!(await log.innerText()).includes(words)) {
      if (Date.now() > deadline) throw new Error(`the phone does not show: ${words}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
