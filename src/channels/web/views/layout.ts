import { type Language, languages } from '../../../base/language.ts';
import { rubyBare } from '../../../base/ruby.ts';
import { form } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, type Html, html, label, text } from './html.ts';
import { icon } from './icons.ts';
import { sampleCallDialog, urgentCall } from './phones.ts';

export interface Page {
  /** Words; readings and marks are taken off for the title bar. */
  readonly title: string;
  readonly main: Html;
  /** The title then begins with 「エラー：」, so that a screen reader says it first. */
  readonly error?: boolean;
  /** 119 in the masthead: everywhere but where 119 is the page. */
  readonly urgent?: boolean;
  /** Whether a phone number other than 119 stands on it: a demonstration then says that it is fictitious. */
  readonly numbers?: boolean;
}

/** A whole document. It carries no inline script or style, so that the content security policy can forbid them. */
export function page(frame: Frame, { title, main, error = false, urgent = true, numbers = false }: Page): string {
  const { say, account, language } = frame;
  const named = say('layout.title', {
    page: bare(title),
    organisation: bare(account.organisation),
    service: bare(account.service),
  });
  return `<!doctype html>\n${html`<html lang="${language === 'en' ? 'en' : 'ja'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<title>${error ? say('layout.error_title', { title: named }) : named}</title>
<link rel="icon" href="${frame.assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${frame.assets.style}">
<script src="${frame.assets.script}" defer></script>
</head>
<body${attributes({ class: language === 'easy' && 'easy' })}>
<a class="skip" href="#main">${label(say('layout.skip'))}</a>
${masthead(frame, urgent)}
<main id="main" tabindex="-1">
${main}
${numbers && frame.demonstration && sampleNotice(frame)}
</main>
${footer(frame)}
${frame.demonstration && sampleCallDialog(frame)}
</body>
</html>`}\n`;
}

/** Words as plain text, for titles and attributes. */
export const bare = (words: string): string => rubyBare(words).replaceAll('**', '').replaceAll('\n', ' ').trim();

const languageKeys: Readonly<Record<Language, string>> = {
  ja: 'layout.language_ja',
  easy: 'layout.language_easy',
  en: 'layout.language_en',
};

function masthead(frame: Frame, urgent: boolean): Html {
  const { account, say, language, languageChoice } = frame;
  const button = (one: Language) => {
    const here = attributes({
      name: 'lang',
      value: one,
      lang: one === 'en' ? 'en' : 'ja',
      'aria-current': one === language && 'true',
    });
    return html`<button type="submit"${here}>${label(say(languageKeys[one]))}</button>`;
  };
  return html`<header class="masthead"><div class="masthead-in">
  <div class="masthead-top"><p class="whose"><a href="${frame.links.home}"><strong>${text(account.organisation)}</strong>${label(account.service)}</a></p>${urgent && urgentCall(frame)}</div>
  <nav class="languages" aria-label="${bare(say('layout.languages'))}">${form(languageChoice.form, html`${languages.filter((one) => languageChoice.spoken.includes(one)).map(button)}`)}</nav>
</div></header>`;
}

function footer({ say, account, links }: Frame): Html {
  const link = (href: string, key: string) => html`<li><a href="${href}">${label(say(key))}</a></li>`;
  return html`<footer class="foot"><div class="foot-in">
  <p>${text(say('layout.run_by', { organisation: account.organisation }))}</p>
  <ul>${[link(links.about, 'layout.about'), link(links.questions, 'layout.questions'), link(links.privacy, 'layout.privacy')]}</ul>
</div></footer>`;
}

export const sampleNotice = ({ say }: Frame): Html =>
  html`<div class="notice sample">${icon('info')}<p>${text(say('layout.sample'))}</p></div>`;
