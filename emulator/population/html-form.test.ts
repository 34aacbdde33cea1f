import { describe, expect, it } from 'vitest';
import { readForms } from './html-form.ts';

const only = (html: string) => readForms(html)[0];

describe('reading a form', () => {
  it('finds its method and action, and the fields of every kind', () => {
    const form = only(`<!doctype html><form method="POST" action='/next?a=1&amp;b=2'>
      <input type=hidden name=page value="1 &lt; 2">
      <label><input type="radio" name="fever" value="yes" checked> ある</label>
      <label><input type="radio" name="fever" value="no"> ない</label>
      <input type="checkbox" name="sx" value="cough"><input type="checkbox" name="sx" value="none" required>
      <input name="zip"><input type="tel" name="tel" value="0120">
      <input type="number" name="age" min="0" max="120" required>
      <textarea name="note">&#x3042;&#12356;</textarea>
      <select name="city"><option value="">選ぶ<option value="04101" selected>青葉区</option><option>宮城野区</option></select>
      <button>次へ</button><button name="back" value="1">戻る</button></form>`);
    expect(form).toMatchObject({ method: 'post', action: '/next?a=1&b=2' });
    const fields = Object.fromEntries((form?.fields ?? []).map((field) => [field.name, field]));
    expect(fields.page).toMatchObject({ type: 'hidden', value: '1 < 2' });
    expect(fields.fever?.options).toEqual([
      { value: 'yes', chosen: true, required: false },
      { value: 'no', chosen: false, required: false },
    ]);
    expect(fields.sx?.options.map(({ value, required }) => [value, required])).toEqual([
      ['cough', false],
      ['none', true],
    ]);
    expect(fields.zip).toMatchObject({ type: 'text', value: '', required: false });
    expect(fields.tel).toMatchObject({ type: 'text', value: '0120' });
    expect(fields.age).toMatchObject({ type: 'number', min: '0', max: '120', required: true });
    expect(fields.note).toMatchObject({ type: 'textarea', value: 'あい' });
    expect(fields.city?.options.map(({ value }) => value)).toEqual(['', '04101', '宮城野区']);
    expect(form?.buttons).toEqual([
      { name: '', value: '' },
      { name: 'back', value: '1' },
    ]);
  });

  it('leaves out what a browser would not send', () => {
    const form = only(
      `<form><input name=a disabled><input type=text><input type=file name=f><button type=button name=b>x</button></form>`,
    );
    expect(form).toEqual({ method: 'get', action: '', fields: [], buttons: [] });
  });

  it('is not misled by comments, scripts, or fields outside', () => {
    const forms = readForms(`<!-- <form><input name=a></form> --><script>"<form><input name=b></form>"</script>
      <input name=c><form method=post><input name=d></form><input name=e>`);
    expect(forms).toHaveLength(1);
    expect(forms[0]?.fields.map(({ name }) => name)).toEqual(['d']);
  });
});
