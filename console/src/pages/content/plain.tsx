import { useWords } from '../../words/language.tsx';
import { isLocalized, isRecord, plainly } from './plainly.ts';

/** What a record is called or says, in the order of preference; the rest stands below it in small. */
const leads = ['label', 'title', 'name', 'who', 'what', 'sentence', 'rule', 'text'] as const;

/** Data of content as a person can read it: lists as lists, records with their words first. */
export function Plain({ value }: { readonly value: unknown }) {
  const { language } = useWords();
  if (Array.isArray(value) && value.some(isRecord)) {
    return (
      <ul className="stack-s bullets">
        {value.map((item) => (
          <li key={JSON.stringify(item)}>
            <Plain value={item} />
          </li>
        ))}
      </ul>
    );
  }
  return isRecord(value) ? <Fields record={value} /> : plainly(value, language);
}

function Fields({ record }: { readonly record: Readonly<Record<string, unknown>> }) {
  const { find, language } = useWords();
  const lead = leads.filter(
    (name) => name in record && (typeof record[name] === 'string' || isLocalized(record[name])),
  );
  const rest = Object.entries(record).filter(([name]) => name !== 'id' && !lead.some((item) => item === name));
  return (
    <>
      {lead.map((name, i) => (
        <div key={name} className={i === 0 && lead.length > 1 ? 'b' : undefined}>
          {plainly(record[name], language)}
        </div>
      ))}
      {rest.map(([name, item]) => (
        <div key={name} className="xs t2">
          {find(`policy-field.${name}`) ?? <span className="mono">{name}</span>}:{' '}
          {isRecord(item) ? <Plain value={item} /> : plainly(item, language)}
        </div>
      ))}
    </>
  );
}
