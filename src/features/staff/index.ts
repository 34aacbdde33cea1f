export { addStaff, type NewStaff } from './add-staff.ts';
export { type AccountAccess, createStaffGate, type StaffGate } from './gate.ts';
export {
  type AccountFace,
  type OrganisationKind,
  organisationKinds,
  type Permission,
  permissionsOf,
  permissionsOfRole,
  type Role,
  roles,
  type StaffActor,
} from './model.ts';
export { type StaffRoutesParts, staffRoutes } from './routes.ts';
export type { SignInParts } from './sign-in.ts';
export { namesOf as staffNames, staffNamed } from './store.ts';
