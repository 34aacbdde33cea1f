import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../../emulator/index.ts';
import { official, officialIsThere } from '../../../emulator/test/official.ts';
import { type Language, languages } from '../../../src/base/language.ts';
import { rubyPlain } from '../../../src/base/ruby.ts';
import { type LineWorld, lineWorld, type TestPhone, testChannel } from '../../support/line-world.ts';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld({ answerMode: 'chat' });
});
afterAll(() => world.end());

interface Button {
  readonly label: string;
  readonly data: string | undefined;
}
/** Every action of a message, wherever it stands, in order. */
function buttonsOf(message: ChatMessage | undefined): Button[] {
  const found: Button[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, label, data } = value as Record<string, unknown>;
    if (type === 'postback' || type === 'uri') found.push({ label: String(label), data: data as string | undefined });
    for (const child of Object.values(value)) walk(child);
  };
  walk(message?.content);
  return found;
}

class Talk {
  readonly phone: TestPhone;
  readonly #say: (key: string) => string;
  constructor(phone: TestPhone, language: Language) {
    this.phone = phone;
    const words = world.kit.words(language);
    this.#say = (key) => rubyPlain(words(key));
  }

  get last(): ChatMessage | undefined {
    return this.phone.heard().at(-1);
  }

  async press(data: string): Promise<void> {
    await world.emulator.residents.postback(this.phone.userId, testChannel.channelId, { data });
    await world.deliver();
  }
  async type(words: string): Promise<void> {
    await world.emulator.residents.sendText(this.phone.userId, testChannel.channelId, words);
    await world.deliver();
  }

  /** Answers whatever is asked, always with the option at this place, until guidance is told. Returns how much was asked. */
  async answerAll(place: (options: number) => number): Promise<number> {
    const ways = new Set(['chat.back', 'chat.cancel', 'chat.done', 'chat.pass'].map((key) => this.#say(key)));
    let asked = 0;
    for (; asked < 60; asked += 1) {
      const buttons = buttonsOf(this.last).filter(({ data }) => data !== undefined);
      const cancel = buttons.some(({ label }) => label === this.#say('chat.cancel'));
      if (!cancel) return asked;
      const options = buttons.filter(({ label }) => !ways.has(label));
      const done = buttons.find(({ label }) => label === this.#say('chat.done'));
      if (options.length === 0) await this.#typeSomething();
      else await this.press(options[place(options.length)]!.data!);
      // A list stays until it is said that it is complete.
      if (done && this.last && buttonsOf(this.last).some(({ label }) => label === done.label)) {
        await this.press(buttonsOf(this.last).find(({ label }) => label === done.label)!.data!);
      }
    }
    throw new Error('the questions do not end');
  }

  async #typeSomething(): Promise<void> {
    const asked = JSON.stringify(this.last?.content);
    for (const words of ['34', '980-0811', '2020-04-12']) {
      await this.type(words);
      if (JSON.stringify(this.last?.content) !== asked) return;
    }
    throw new Error(`nothing that was typed answers ${asked}`);
  }
}

const places: readonly [string, (options: number) => number][] = [
  ['the first answer', () => 0],
  ['the last answer', (options) => options - 1],
  ['the answer in the middle', (options) => Math.floor(options / 2)],
];
describe.each(languages)('in %s', (language) => {
  test.each(places)(
    'a whole conversation with %s every time is taken by LINE, with no button cut short',
    async (_, place) => {
      const talk = new Talk(await world.friend(), language);
      const from = world.sent.length;
      if (language !== 'ja') await talk.press(`l.${languages.indexOf(language)}`);
      await talk.press('m.report');
      for (const tick of [0, 1, 2, 3]) await talk.press(`c.${tick}.1`);
      expect(await talk.answerAll(place)).toBeGreaterThan(1);
      // Everything else that can be said.
      for (const code of [
        'm.guidance',
        'm.my-data',
        'm.faq',
        'm.news',
        'm.doctor',
        'm.people',
        'm.privacy',
        'm.language',
      ]) {
        await talk.press(code);
      }
      await talk.press('q.of-an-older-question');
      await talk.type('だれかいますか');
      const { userId } = talk.phone;
      await world.emulator.residents.sendSticker(userId, testChannel.channelId, '446', '1988');
      const address = '日本、〒980-0811 宮城県仙台市青葉区一番町';
      await world.emulator.residents.sendLocation(userId, testChannel.channelId, {
        address,
        latitude: 38,
        longitude: 140,
      });
      await world.deliver();
      await talk.press('m.report');

      const sent = world.sent.slice(from);
      expect(sent.length).toBeGreaterThan(20);
      expect(sent.filter(({ kind, status }) => kind !== 'reply' || status !== 200)).toEqual([]);
      const labels = talk.phone.heard().flatMap((message) => buttonsOf(message).map(({ label }) => label));
      // Long options are numbered, and stand in the message in full.
      expect(labels.filter((label) => label.endsWith('…') && !/^\d+\. /.test(label))).toEqual([]);
      // Answers never rest in the chat as the resident's own words.
      const { chat } = world.emulator.residents.openChat(userId, testChannel.channelId);
      expect(chat.messages.filter(({ from: side, by }) => side === 'resident' && by === 'pressed')).toEqual([]);
    },
  );
});

describe.skipIf(!officialIsThere())('LINE’s specification', () => {
  test('takes everything that was sent in a whole conversation', async () => {
    const schema = official('messaging-api');
    const validate = { reply: schema('ReplyMessageRequest'), push: schema('PushMessageRequest') };
    const from = world.sent.length;
    const talk = new Talk(await world.friend(), 'en');
    await talk.press('l.2');
    await talk.press('m.report');
    for (const tick of [0, 1, 2, 3]) await talk.press(`c.${tick}.1`);
    await talk.answerAll((options) => options - 1);
    const sent = world.sent.slice(from);
    expect(sent.length).toBeGreaterThan(10);
    for (const { kind, body } of sent) {
      expect(validate[kind](body), JSON.stringify([validate[kind].errors, body])).toBe(true);
    }
  });
});
