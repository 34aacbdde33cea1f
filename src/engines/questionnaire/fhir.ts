import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';

/**
 * FHIR R4 (4.0.1) `Questionnaire` and `QuestionnaireResponse`, as far as this engine reads them: JSON that was checked for
 * shape, not yet for meaning. Whatever else a resource carries stays in it (loose objects), so that load.ts can name it.
 * https://hl7.org/fhir/R4/questionnaire.html
 */
const extensionSchema = z.looseObject({
  url: z.string(),
  get extension(): z.ZodOptional<z.ZodArray<typeof extensionSchema>> {
    return z.array(extensionSchema).optional();
  },
});
const extensions = z.array(extensionSchema).optional();
const elementSchema = z.looseObject({ extension: extensions });

const codingSchema = z.looseObject({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
  _display: elementSchema.optional(),
  extension: extensions,
});

const enableWhenSchema = z.looseObject({
  question: z.string(),
  operator: z.enum(['exists', '=', '!=', '>', '<', '>=', '<=']),
  answerBoolean: z.boolean().optional(),
  answerDecimal: z.number().optional(),
  answerInteger: z.number().optional(),
  answerDate: z.string().optional(),
  answerDateTime: z.string().optional(),
  answerTime: z.string().optional(),
  answerString: z.string().optional(),
  answerCoding: codingSchema.optional(),
});

const answerOptionSchema = z.looseObject({
  valueCoding: codingSchema.optional(),
  valueInteger: z.number().optional(),
  valueString: z.string().optional(),
  _valueString: elementSchema.optional(),
  valueDate: z.string().optional(),
  valueTime: z.string().optional(),
  initialSelected: z.boolean().optional(),
  extension: extensions,
});

/** The values that an answer, an initial value or an option may hold: `valueX` of FHIR's choice types. */
const valueShape = {
  valueBoolean: z.boolean().optional(),
  valueDecimal: z.number().optional(),
  valueInteger: z.number().optional(),
  valueDate: z.string().optional(),
  valueDateTime: z.string().optional(),
  valueTime: z.string().optional(),
  valueString: z.string().optional(),
  valueUri: z.string().optional(),
  valueCoding: codingSchema.optional(),
  valueQuantity: z.looseObject({}).optional(),
  valueReference: z.looseObject({}).optional(),
  valueAttachment: z.looseObject({}).optional(),
};
const initialSchema = z.looseObject(valueShape);

const itemSchema = z.looseObject({
  linkId: z.string().min(1),
  type: z.string(),
  text: z.string().optional(),
  _text: elementSchema.optional(),
  prefix: z.string().optional(),
  enableWhen: z.array(enableWhenSchema).optional(),
  enableBehavior: z.enum(['all', 'any']).optional(),
  required: z.boolean().optional(),
  repeats: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  maxLength: z.number().optional(),
  answerValueSet: z.string().optional(),
  answerOption: z.array(answerOptionSchema).optional(),
  initial: z.array(initialSchema).optional(),
  extension: extensions,
  modifierExtension: extensions,
  get item(): z.ZodOptional<z.ZodArray<typeof itemSchema>> {
    return z.array(itemSchema).optional();
  },
});

const conceptSchema = z.looseObject({
  code: z.string(),
  display: z.string().optional(),
  _display: elementSchema.optional(),
  extension: extensions,
});
const valueSetSchema = z.looseObject({
  resourceType: z.literal('ValueSet'),
  id: z.string().optional(),
  url: z.string().optional(),
  compose: z
    .looseObject({
      include: z.array(z.looseObject({ system: z.string().optional(), concept: z.array(conceptSchema).optional() })),
    })
    .optional(),
  expansion: z
    .looseObject({
      contains: z
        .array(conceptSchema.extend({ code: z.string().optional(), system: z.string().optional() }))
        .optional(),
    })
    .optional(),
});

const questionnaireSchema = z.looseObject({
  resourceType: z.literal('Questionnaire'),
  id: z.string().optional(),
  url: z.string().optional(),
  version: z.string().optional(),
  language: z.string().optional(),
  title: z.string().optional(),
  _title: elementSchema.optional(),
  status: z.enum(['draft', 'active', 'retired', 'unknown']),
  contained: z.array(z.looseObject({ resourceType: z.string(), id: z.string().optional() })).optional(),
  extension: extensions,
  modifierExtension: extensions,
  item: z.array(itemSchema).optional(),
});

const responseAnswerSchema = z.looseObject({
  ...valueShape,
  get item(): z.ZodOptional<z.ZodArray<typeof responseItemSchema>> {
    return z.array(responseItemSchema).optional();
  },
});
const responseItemSchema = z.looseObject({
  linkId: z.string(),
  text: z.string().optional(),
  get answer(): z.ZodOptional<z.ZodArray<typeof responseAnswerSchema>> {
    return z.array(responseAnswerSchema).optional();
  },
  get item(): z.ZodOptional<z.ZodArray<typeof responseItemSchema>> {
    return z.array(responseItemSchema).optional();
  },
});
const responseSchema = z.looseObject({
  resourceType: z.literal('QuestionnaireResponse'),
  id: z.string().optional(),
  language: z.string().optional(),
  questionnaire: z.string().optional(),
  status: z.enum(['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped']),
  subject: z.looseObject({ reference: z.string().optional() }).optional(),
  authored: z.string().optional(),
  contained: z.array(z.looseObject({ resourceType: z.string(), id: z.string().optional() })).optional(),
  item: z.array(responseItemSchema).optional(),
});

export type FhirExtension = z.infer<typeof extensionSchema>;
export type FhirElement = z.infer<typeof elementSchema>;
export type FhirCoding = z.infer<typeof codingSchema>;
export type FhirEnableWhen = z.infer<typeof enableWhenSchema>;
export type FhirAnswerOption = z.infer<typeof answerOptionSchema>;
export type FhirInitial = z.infer<typeof initialSchema>;
export type FhirItem = z.infer<typeof itemSchema>;
export type FhirValueSet = z.infer<typeof valueSetSchema>;
export type FhirQuestionnaire = z.infer<typeof questionnaireSchema>;
export type FhirResponse = z.infer<typeof responseSchema>;
export type FhirResponseItem = z.infer<typeof responseItemSchema>;
export type FhirResponseAnswer = z.infer<typeof responseAnswerSchema>;

export type Parsed<T> = { readonly resource?: T; readonly findings: readonly Finding[] };

function parse<T>(schema: z.ZodType<T>, json: unknown, where: string, name: string): Parsed<T> {
  const result = schema.safeParse(json);
  if (result.success) return { resource: result.data, findings: [] };
  return {
    findings: result.error.issues.map((issue) => ({
      severity: 'error',
      code: 'questionnaire.malformed',
      where: issue.path.length > 0 ? `${where}: ${issue.path.join('.')}` : where,
      message: `This is not a FHIR R4 ${name}: ${issue.message}.`,
    })),
  };
}

export const parseQuestionnaire = (json: unknown, where: string): Parsed<FhirQuestionnaire> =>
  parse(questionnaireSchema, json, where, 'Questionnaire');

export const parseResponse = (json: unknown, where: string): Parsed<FhirResponse> =>
  parse(responseSchema, json, where, 'QuestionnaireResponse');

export const parseValueSet = (json: unknown, where: string): Parsed<FhirValueSet> =>
  parse(valueSetSchema, json, where, 'ValueSet');

/** The one `valueX` of an answer, an initial value or an option: its name and what it holds. */
export function heldValue(holder: object): { readonly name: string; readonly value: unknown } | undefined {
  for (const [name, value] of Object.entries(holder)) {
    if (name.startsWith('value') && value !== undefined) return { name, value };
  }
  return undefined;
}
