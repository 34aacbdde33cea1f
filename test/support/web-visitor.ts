import type { Served } from '../../src/server.ts';

/** Field names of a form with what is chosen or typed: a checkbox group takes a list, a date its three fields. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface SeenPage {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Where it redirects to. */
  readonly location: string | undefined;
  readonly body: string;
  readonly setCookies: readonly string[];
}

/** A browser without a screen: cookies, redirects, forms. */
export interface WebVisitor {
  readonly cookies: Map<string, string>;
  /** Every answer of the server, redirects too, oldest first. */
  readonly seen: readonly SeenPage[];
  /** Opens a page, redirects followed. */
  get(path: string): Promise<SeenPage>;
  post(path: string, fields: Fields): Promise<SeenPage>;
  /** Sends the form of the last page that goes to `action`, with its hidden fields. */
  submit(action: string, fields: Fields): Promise<SeenPage>;
  /** Answers question after question by the names of their fields, until the form is over. */
  answerForm(answers: Fields): Promise<SeenPage>;
}

export function webVisitor(served: Served, base: string, language = 'ja'): WebVisitor {
  const cookies = new Map<string, string>();
  const seen: SeenPage[] = [];

  async function ask(method: 'GET' | 'POST', path: string, fields?: Fields): Promise<SeenPage> {
    const reply = await served.http.inject({
      method,
      url: path,
      headers: {
        'accept-language': language,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(fields && { payload: encoded(fields) }),
    });
    for (const { name, value } of reply.cookies) cookies.set(name, value);
    const page = {
      method,
      path,
      status: reply.statusCode,
      location: reply.headers.location as string | undefined,
      body: reply.body,
      setCookies: reply.cookies.map(({ name }) => name),
    };
    seen.push(page);
    return page.location ? ask('GET', page.location.replace(served.url, '')) : page;
  }

  const visitor: WebVisitor = {
    cookies,
    seen,
    get: (path) => ask('GET', path),
    post: (path, fields) => ask('POST', path, fields),
    submit: (action, fields) => {
      const form = formsOf(seen.at(-1)!.body).find((one) => one.action === action);
      if (!form) throw new Error(`no form goes to ${action} on ${seen.at(-1)!.path}`);
      return ask('POST', action, { ...form.hidden, ...fields });
    },
    answerForm: async (answers) => {
      let page = await visitor.get(`${base}/form`);
      for (let turn = 0; turn < 60; turn += 1) {
        const form = formsOf(page.body).find(({ hidden }) => hidden.step !== undefined);
        if (!form) return page;
        const given = Object.fromEntries(form.names.flatMap((name) => (answers[name] ? [[name, answers[name]]] : [])));
        page = await ask('POST', form.action, { ...form.hidden, ...given });
        if (page.status !== 200) throw new Error(`${form.hidden.step} was refused (${page.status})`);
      }
      throw new Error('the form does not end');
    },
  };
  return visitor;
}

function encoded(fields: Fields): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one as string);
  return body.toString();
}

interface Form {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  /** Fields that a person fills. */
  readonly names: readonly string[];
}

/** The forms of a page that post. */
export function formsOf(page: string): Form[] {
  return [...page.matchAll(/<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action, inside]) => {
      const fields = [...inside!.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)].map(([tag]) => ({
        name: attribute(tag, 'name'),
        value: attribute(tag, 'value') ?? '',
        hidden: attribute(tag, 'type') === 'hidden',
      }));
      return {
        action: decoded(action!),
        hidden: Object.fromEntries(
          fields.flatMap(({ name, value, hidden }) => (hidden && name ? [[name, value]] : [])),
        ),
        names: [...new Set(fields.flatMap(({ name, hidden }) => (hidden || !name ? [] : [name])))],
      };
    },
  );
}

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);
