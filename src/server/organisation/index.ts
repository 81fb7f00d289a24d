export { type Belonging, deputiesOf, deputyUnitsOf, findUnitByCode, findUnitsByCode, isPerson, kinOf, type KnownUnit, knownUnits, type Membership, membershipOf, unitsEverOf, unitNames, unitsEverOfPeople, unitsOf } from "./membership.ts";
export { keptOrganisation } from "./kept-queries.ts";
export { addPerson, addPost, endPostsOf, type NewPost, type PostChange } from "./people-changes.ts";
export { organisationEndpoints } from "./routes.ts";
export { dayAfter, dayOf, fold } from "./rules.ts";
export { type ImportChange, importUnits } from "./unit-changes.ts";
