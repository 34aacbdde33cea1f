import { hiddenFields, linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { attributes, html, text } from './html.ts';
import { page } from './layout.ts';
import { notice } from './notices.ts';

export interface LiffView {
  readonly liffId: string;
  /** Address of the messenger's LIFF SDK. */
  readonly sdk: string;
  /** Address of our script that signs in with it. */
  readonly script: string;
  /** Takes the ID token by POST and answers with the place to go on. */
  readonly signInAction: string;
  readonly hidden: Readonly<Record<string, string>>;
  /** The account's public page, for whoever cannot sign in this way. */
  readonly webHref: string;
}

/** Opened inside the messenger: signs in and goes on. Without scripts it leads to the public page, where all works too. */
export function liffPage(frame: Frame, view: LiffView): string {
  const { say } = frame;
  const form = html`<form method="post" action="${view.signInAction}" id="liff"${attributes({ 'data-liff-id': view.liffId })}>${hiddenFields(view)}<input type="hidden" name="id_token" value=""></form>`;
  const fallback = html`<p>${text(say('liff.failed_text'))}</p>${linkButton(view.webHref, say('liff.to_web'), 'second')}`;
  const main = html`<div class="stack"><h1>${text(say('liff.title'))}</h1><p role="status" id="liff-status">${text(say('liff.opening'))}</p></div>
${form}
<template id="liff-failed">${notice({ kind: 'error', icon: 'warning', title: say('liff.failed'), body: fallback })}</template>
<noscript>${notice({ kind: 'plain', icon: 'info', title: say('liff.no_script'), body: fallback })}</noscript>
<script src="${view.sdk}" defer></script>
<script src="${view.script}" defer></script>`;
  return page(frame, { title: say('liff.title'), main });
}
