import { erasable, everything, type HeldTable, nobody, sealed } from './declare.ts';

/** What arrives and leaves: events, messages, and what failed. */
export const messagesHeld = {
  line_event: {
    holds: 'the number that LINE gave an event, without whose it was, so that it is worked on once; for a week',
    of: 'nobody',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: { account_id: nobody, webhook_event_id: nobody, received_at: nobody },
  },
  outbox: {
    holds: 'a message that waits; once it is sent, that it was, without its words',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      chat_id: erasable('internal_ids'),
      message_id: erasable('internal_ids'),
      retry_key: erasable('delivery_state'),
      reply_token: erasable('delivery_state'),
      reply_until: erasable('delivery_state'),
      body: erasable('messages_sent'),
      purpose: erasable('messages_sent'),
      state: erasable('delivery_state'),
      attempts: erasable('delivery_state'),
      not_before: erasable('delivery_state'),
      leased_until: erasable('delivery_state'),
      sent_by: erasable('delivery_state'),
      last_error: erasable('delivery_state'),
      created_at: erasable('timestamps'),
      sent_at: erasable('messages_sent'),
    },
  },
  dead_letter: {
    holds: 'an event or message that could not be worked on, for staff to look into',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      dead_letter_id: erasable('internal_ids'),
      source: erasable('failed_events'),
      event_id: erasable('failed_events'),
      event_sealed: sealed('failed_events'),
      reason: erasable('failed_events'),
      at: erasable('timestamps'),
      settled_at: erasable('timestamps'),
      chat_id: erasable('internal_ids'),
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
