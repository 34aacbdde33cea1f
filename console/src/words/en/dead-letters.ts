import type { deadLetters as ja } from '../ja/dead-letters.ts';

export const deadLetters: Record<keyof typeof ja, string> = {
  'dead-letters.lead': 'What could not be worked on or sent, and was set aside. Its contents cannot be opened here.',
  'dead-letters.at': 'Time',
  'dead-letters.source': 'From',
  'dead-letters.reason': 'Reason',
  'dead-letters.state': 'State',
  'dead-letters.id': 'Number',
  'dead-letters.open': 'Open',
  'dead-letters.settled': 'Settled {time}',
  'dead-letters.count': '{n} open',
  'dead-letters.shown': '{n} {n|item|items}, newest first',
  'dead-letters.older': 'Previous {n}',
  'dead-letters.newest': 'Back to the newest',
  'dead-letters.none': 'Nothing is set aside',
  'dead-letters.none-what': 'Checked at {time}. Whatever cannot be worked on or sent is kept here.',
  'dead-letters.what-now': 'If one reason goes on, tell those who run the system the time, reason and number.',
  'source.line': 'Arrived from LINE',
  'source.outbox': 'Was to be sent',
  'source.job': 'A job of the system',
};
