import { expect, it } from 'vitest';
import type { HistoryEntry } from '../../api/contract.ts';
import { temperaturesOf } from './temperatures.ts';

const entry = (answeredAt: string, temperature?: string): HistoryEntry => ({
  responseId: answeredAt,
  answeredAt,
  questionnaire: 'ps-daily',
  version: '1.0.0',
  channel: 'line',
  language: 'ja',
  outcome: 'WATCH',
  previousOutcome: null,
  rose: false,
  profile: 'mhlw-2020-02-17',
  row: 9,
  tableVersion: '1.0.0',
  ruleId: null,
  contactPoint: null,
  answers: temperature
    ? [
        {
          linkId: 'temp_c',
          question: { ja: '体温', easy: '{体温|たいおん}', en: 'Temperature' },
          answer: { ja: temperature, easy: temperature, en: temperature },
        },
      ]
    : [],
});

it('are read from the answers, oldest first, and only where one was entered', () => {
  const history = [
    entry('2020-05-07T00:00:00Z', '38.2℃'),
    entry('2020-05-06T00:00:00Z'),
    entry('2020-05-05T00:00:00Z', '37.6'),
  ];
  expect(temperaturesOf(history)).toEqual([
    { at: Date.parse('2020-05-05T00:00:00Z'), celsius: 37.6 },
    { at: Date.parse('2020-05-07T00:00:00Z'), celsius: 38.2 },
  ]);
});

it('leave out what no living person has', () => {
  expect(temperaturesOf([entry('2020-05-05T00:00:00Z', '3.7'), entry('2020-05-06T00:00:00Z', '測っていない')])).toEqual(
    [],
  );
});
