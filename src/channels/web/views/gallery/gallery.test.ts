import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../base/language.ts';
import { kanjiWithoutReading } from '../../../../base/ruby.ts';
import { checkWords, createWords, type Words, wordKeys } from '../../../../base/words.ts';
import { loadCatalogues, loadGalleryContent, loadSampleCatalogues } from './load.ts';
import { galleryPages } from './pages.ts';

const views = join(import.meta.dirname, '..');
const catalogues = loadCatalogues();
const content = loadGalleryContent();
const pages = galleryPages(content);
const page = (name: string): string => pages.find((one) => one.name === name)!.html;
/** What a reader reads, without the words that stand in the head, in templates or for the script. */
const visible = (html: string): string =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<rt>.*?<\/rt>|<rp>.*?<\/rp>/g, '')
    .replace(/<[^>]+>/g, '');

describe('words', () => {
  it('are complete and sound', () => {
    expect(checkWords(catalogues)).toEqual([]);
    expect(checkWords(loadSampleCatalogues())).toEqual([]);
  });

  it('are all there for the keys that the views name', () => {
    const known = new Set(wordKeys(catalogues));
    const names = new Set(Object.keys(catalogues));
    const sources = readdirSync(views).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    const named = sources.flatMap((file) =>
      [...readFileSync(join(views, file), 'utf8').matchAll(/'([a-z-]+)\.([a-z_0-9]+)'/g)]
        .filter(([, catalogue]) => names.has(catalogue!))
        .map(([, catalogue, key]) => `${catalogue}.${key}`),
    );
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });

  it('lead to no page when one is missing', () => {
    const { next: _, ...rest } = catalogues.form as Record<string, unknown>;
    const words = createWords({ ...catalogues, form: rest });
    expect(() => galleryPages({ ...content, words })).toThrow("No words under 'form.next'");
  });
});

describe('every page', () => {
  it('is there in every language', () => {
    const names = new Set(pages.map((one) => one.name.split('.')[0]));
    expect(pages).toHaveLength(names.size * languages.length);
    expect(new Set(pages.map((one) => one.name)).size).toBe(pages.length);
    expect([...names].filter((name) => /^guidance-[a-z]+_?[a-z]*$/.test(name!)).length).toBeGreaterThanOrEqual(13);
  });

  it.each(pages.map(({ name, language, html }) => ({ name, language, html })))(
    '$name is a sound document',
    ({ language, html }) => {
      expect(html).toMatch(/^<!doctype html>\n<html lang="(ja|en)">/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      expect(html.match(/<main /g)).toHaveLength(1);
      expect(html).toMatch(/<title>[^<{}*]+<\/title>/);
      expect(html).not.toMatch(/undefined|\[object|NaN/);
      // The content security policy forbids them all.
      expect(html).not.toMatch(/<script>|<style| style="| on[a-z]+="|javascript:/);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
      const referred = [...html.matchAll(/(?:aria-(?:describedby|labelledby)|for)="([^"]+)"/g)].flatMap((match) =>
        match[1]!.split(' '),
      );
      expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
      const anchors = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]!);
      expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
      expect(html.includes('class="easy"')).toBe(language === 'easy');
    },
  );

  it.each(pages.map(({ name, html }) => ({ name, html })))(
    '$name offers the three languages and leads to 119 or a number',
    ({ html }) => {
      expect(html.match(/<button type="submit" name="lang" value="(ja|easy|en)"/g)).toHaveLength(3);
      expect(html).toMatch(/data-sample-call|href="tel:/);
    },
  );

  it('carries a reading over every kanji in easy Japanese', () => {
    const offenders = pages
      .filter((one) => one.language === 'easy')
      .flatMap(({ name, html }) => {
        const bare = html
          .replace(/<head>.*<\/head>/s, '')
          .replace(/<nav class="languages".*?<\/nav>/s, '')
          .replace(
            /<ruby>.*?<\/ruby>|<option.*?<\/option>| (?:aria-label|data-[a-z]+)="[^"]*"|<span lang="ja">.*?<\/span>/g,
            '',
          );
        const kanji = kanjiWithoutReading(bare);
        return kanji.length > 0 ? [`${name}: ${kanji.join('')}`] : [];
      });
    expect(offenders).toEqual([]);
  });

  it('keeps what strangers type from becoming markup', () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&{<b>|</b>}';
    const samples: Words = (language) => (key, params) =>
      key === 'samples.mother' || key === 'samples.zip_error' ? hostile : content.samples(language)(key, params);
    for (const { html } of galleryPages({ ...content, samples })) {
      expect(html).not.toContain('<img');
      expect(html).not.toContain('<b>|');
    }
  });
});

describe('a page with an error', () => {
  it('says so first, leads to the field, and keeps what was typed', () => {
    const html = page('question-zip-error.ja');
    expect(html).toMatch(/<title>エラー：/);
    expect(html).toContain('<a href="#zip">');
    expect(html).toMatch(/id="zip" name="zip" value="980000123"/);
    expect(html).toMatch(/aria-invalid="true"/);
    expect(html.indexOf('id="summary"')).toBeLessThan(html.indexOf('<h1'));
  });

  it('is no error while nothing is wrong', () => {
    expect(page('question-zip.ja')).not.toMatch(/エラー|aria-invalid|id="summary"/);
  });
});

describe('consent', () => {
  it('sets no tick beforehand and marks which are required', () => {
    const html = page('consent.en');
    expect(html.match(/type="checkbox"/g)).toHaveLength(4);
    expect(html).not.toContain(' checked');
    expect(html.match(/ required/g)).toHaveLength(2);
  });

  it('says what each tick means', () => {
    const promised = page('consent-again.en');
    expect(promised).toContain('we promise not to give on');
    expect(promised).toContain('A tick means that you have read it.');
    expect(page('consent.en')).not.toContain('we promise not to give on');
  });

  it('keeps the ticks that were set when one is missing', () => {
    const html = page('consent-missing.en');
    expect(html).toMatch(/id="consent_terms"[^>]* checked/);
    expect(html).toMatch(/id="consent_privacy"[^>]*aria-invalid="true"/);
  });
});

describe('guidance', () => {
  it('puts the number that answers now on the button, and the day line below', () => {
    const html = page('guidance-closed.ja');
    const button = html.slice(html.indexOf('class="button tel"'), html.indexOf('class="ways"'));
    expect(button).toContain('tel:0120000042');
    expect(button).not.toContain('tel:0120000041');
    const ways = html.slice(html.indexOf('class="ways"'));
    expect(ways).toContain('tel:0120000041');
    expect(ways).not.toContain('tel:0120000042');
    expect(visible(html)).toContain('祝日のため、夜間・休日の番号へ');
    expect(visible(html)).toContain('昼の窓口は、あすの午前9時から');
  });

  it('has 119 as the first link of an emergency, and only there in the page', () => {
    const main = page('guidance-emergency.ja').split('<main')[1]!;
    expect(/<a [^>]*>/.exec(main)?.[0]).toContain('data-sample-call');
    expect(page('guidance-emergency.ja')).not.toContain('class="urgent"');
  });

  it('fills one button only: the next thing to press; none while no number answers', () => {
    const filled = (html: string) => html.split('<dialog')[0]!.match(/class="button( tel)?"/g)?.length ?? 0;
    const guidance = pages.filter(({ name }) => /^guidance-(?!emergency)/.test(name));
    for (const { name, html } of guidance) {
      expect({ name, filled: filled(html) }).toEqual({ name, filled: name.includes('nothing-answers') ? 0 : 1 });
    }
  });

  it('names the rule down to its row, and when it was answered', () => {
    const words = visible(page('guidance-consult_duration.en'));
    expect(words).toContain('mhlw-2020-02-17');
    expect(words).toContain('row 5');
    expect(words).toContain('Tuesday 21 April 2020, 10:24');
  });

  it('carries its date and asks anew when shown again', () => {
    expect(visible(page('guidance-again.en'))).toContain('For your answers of Tuesday 21 April 2020, 10:24');
  });

  it('says in a demonstration that its numbers are fictitious', () => {
    expect(visible(page('guidance-consult_duration.en'))).toContain('the phone numbers are fictitious');
  });
});
