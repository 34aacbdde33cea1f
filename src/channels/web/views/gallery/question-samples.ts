import type { Progress } from '../progress.ts';
import type { Question } from '../question-field.ts';
import { type QuestionPageView, questionPage } from '../question-page.ts';
import { wholeFormPage } from '../whole-form-page.ts';
import type { GalleryPages } from './pages.ts';
import { type Sample, target } from './sample-frame.ts';

const centrePhone = '0120-000-041';

export const questionSamples: GalleryPages = (made) => {
  const { frame, sample } = made;
  const condition: Progress = { part: sample('part_condition'), number: 1, parts: 4, within: 0.3, secondsLeft: 120 };
  const home: Progress = { part: sample('part_home'), number: 4, parts: 4, within: 0.8, secondsLeft: 25 };
  const show = (question: Question, more: Partial<QuestionPageView> = {}) =>
    questionPage(frame, {
      form: target,
      questions: [question],
      progress: condition,
      mayGoBack: true,
      kept: { arrived: 3, centrePhone },
      ...more,
    });
  const zip = {
    id: 'zip',
    text: sample('zip'),
    hint: sample('zip_hint'),
    optional: false,
    kind: 'zip',
    typed: '',
  } as const;
  const date = { id: 'contact_date', text: sample('contact_date'), optional: false, kind: 'date' } as const;
  return {
    'question-fever': show(fever(made)),
    'question-first': show(fever(made), { mayGoBack: false, wholeHref: '/m/miyagi/form/whole' }),
    'whole-form': wholeFormPage(frame, {
      form: target,
      questions: [fever(made), symptoms(made), age(made), zip].map((question) => ({ question })),
      byStepsHref: '/m/miyagi/form',
      centrePhone,
    }),
    'whole-form-error': wholeFormPage(frame, {
      form: target,
      questions: [{ question: fever(made) }, { question: { ...zip, typed: '980000123', error: sample('zip_error') } }],
      about: sample('mother'),
      byStepsHref: '/m/miyagi/form',
      centrePhone,
    }),
    'question-fever-mother': show(fever(made), { about: sample('mother'), resumed: 'later' }),
    'question-symptoms': show(symptoms(made), { resumed: 'connection' }),
    'question-age': show(age(made)),
    'question-date': show({ ...date, typed: { year: '2020', month: '', day: '' } }),
    'question-date-error': show({
      ...date,
      typed: { year: '2020', month: '5', day: '30' },
      error: sample('contact_date_error'),
    }),
    'question-zip': show(zip, { progress: home, placeByName: true }),
    'question-zip-error': show(
      { ...zip, typed: '980000123', error: sample('zip_error') },
      { progress: home, placeByName: true },
    ),
    'question-text': show(
      {
        id: 'medication',
        text: sample('medication'),
        optional: true,
        kind: 'text',
        long: true,
        maxLength: 200,
        typed: '',
      },
      { skippable: true },
    ),
    'question-open': show(occupation(made), { skippable: true }),
    'question-daily': show(fever(made), {
      title: sample('daily_title'),
      questions: [fever(made), temperature(made)],
    }),
  };
};

const fever = ({ sample }: Sample): Question => ({
  id: 'fever',
  text: sample('fever'),
  hint: sample('fever_hint'),
  optional: false,
  kind: 'one',
  choices: [
    { code: 'yes', label: sample('fever_yes'), chosen: true },
    { code: 'elevated', label: sample('fever_elevated'), chosen: false },
    { code: 'no', label: sample('fever_no'), chosen: false },
    { code: 'unknown', label: sample('fever_unknown'), chosen: false },
  ],
});

const symptoms = ({ sample }: Sample): Question => ({
  id: 'other_sx',
  text: sample('symptoms'),
  hint: sample('symptoms_hint'),
  optional: false,
  kind: 'many',
  choices: [
    { code: 'cough', label: sample('cough'), chosen: true },
    { code: 'sore_throat', label: sample('sore_throat'), chosen: true },
    { code: 'no_taste_smell', label: sample('no_taste_smell'), chosen: false },
    { code: 'none', label: sample('none'), chosen: false, exclusive: true },
  ],
});

const age = ({ sample }: Sample): Question => ({
  id: 'age',
  text: sample('age'),
  why: sample('age_why'),
  optional: false,
  kind: 'integer',
  unit: sample('age_unit'),
  typed: '',
});

const temperature = ({ sample }: Sample): Question => ({
  id: 'temp_c',
  text: sample('temperature'),
  optional: true,
  kind: 'decimal',
  unit: sample('temperature_unit'),
  typed: '',
});

const occupation = ({ sample }: Sample): Question => ({
  id: 'occupation',
  text: sample('occupation'),
  optional: true,
  kind: 'one',
  choices: [{ code: 'office', label: sample('office'), chosen: false }],
  open: { label: sample('part_condition'), chosen: false, typed: '' },
});
