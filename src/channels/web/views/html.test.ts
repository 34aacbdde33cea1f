import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributes, escapeHtml, Html, html, label, raw, safeHref, text } from './html.ts';

/** Text as people with bad intent type it. */
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '" onload="x',
    "'><img src=x onerror=y>",
    '&lt;',
    '{<b>|"x}',
    '**<i>**',
    '</ruby>',
  ),
);
const decode = (markup: string) =>
  markup.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
  );

describe('the html template', () => {
  it('lets no value out of the place where it stands', () => {
    fc.assert(
      fc.property(hostile, hostile, (inside, value) => {
        const markup = String(html`<p title="${value}">${inside}</p>`);
        const found = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(markup);
        expect(found).not.toBeNull();
        expect(decode(found![1]!)).toBe(value);
        expect(decode(found![2]!)).toBe(inside);
      }),
    );
  });

  it('keeps what is Html already, also in lists and inside itself', () => {
    const items = ['<', '&'].map((one) => html`<li>${one}</li>`);
    expect(String(html`<ul>${items}</ul>`)).toBe('<ul><li>&lt;</li><li>&amp;</li></ul>');
    expect(String(html`${raw('<hr>')}`)).toBe('<hr>');
  });

  it('writes nothing for what is absent, and zero for zero', () => {
    expect(String(html`${false}${null}${undefined}${[]}${0}`)).toBe('0');
  });

  it('does not take an object that only looks like Html', () => {
    expect(() => new Html('<b>', Symbol('Html'))).toThrow(TypeError);
    const forged = { toString: () => '<b>' } as unknown as Html;
    expect(() => String(html`${forged}`)).toThrow();
  });
});

describe('attributes', () => {
  it('escape their values, and write true bare and false not at all', () => {
    expect(String(attributes({ value: '">', required: true, checked: false, id: undefined, maxlength: 3 }))).toBe(
      ' value="&quot;&gt;" required maxlength="3"',
    );
  });

  it('never end early, whatever the value', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const found = /^ value="([^"<>]*)"$/s.exec(String(attributes({ value })));
        expect(decode(found?.[1] ?? '')).toBe(value);
      }),
    );
  });

  it('refuse a name that is none', () => {
    expect(() => attributes({ 'x onload': 'y' })).toThrow(TypeError);
  });
});

describe('text', () => {
  it('shows readings as ruby, tied to what they touch', () => {
    expect(String(text('{熱|ねつ}'))).toBe('<ruby>熱<rp>（</rp><rt>ねつ</rt><rp>）</rp></ruby>');
    expect(String(text('5{時|じ}まで。{次|つぎ}')).replaceAll('\u2060', '+')).toBe(
      '5+<ruby>時<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>+まで。<ruby>次<rp>（</rp><rt>つぎ</rt><rp>）</rp></ruby>',
    );
  });

  it('shows strong words and line breaks', () => {
    expect(String(text('**あす**\n9時'))).toBe('<strong>あす</strong><br>9時');
    expect(String(label('a'))).toBe('<span>a</span>');
  });

  it('makes no tag but its own, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.constantFrom('{', '|', '}', '**', '\n'))), (parts) => {
        const markup = String(text(parts.join('')));
        const own = markup.replace(/<\/?(ruby|rp|rt|strong)>|<br>/g, '');
        expect(own).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('escaping', () => {
  it('can be undone, so nothing is lost', () => {
    fc.assert(fc.property(hostile, (plain) => decode(escapeHtml(plain)) === plain));
  });
});

describe('a link address', () => {
  it.each(['/miyagi', '?lang=en', '#zip', 'https://example.jp/a?b=c:d', 'tel:119', 'mailto:a@example.jp', 'a/b:c'])(
    'may be %s',
    (address) => {
      expect(safeHref(address)).toBe(address);
    },
  );

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'vbscript:x',
    '\u0001javascript:x',
  ])('may not be %j', (address) => {
    expect(safeHref(address)).toBe('#');
  });
});
