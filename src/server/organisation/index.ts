export { type Belonging, deputiesOf, deputyUnitsOf, findUnitByCode, findUnitsByCode, isPerson, kinOf, type KnownUnit, knownUnits, linesOf, type Membership, membershipOf, peopleNames, unitNames, unitsEverOf, unitsEverOfPeople, unitsOf, unitsOn } from "./membership.ts";
export { keptOrganisation } from "./kept-queries.ts";
export { addPerson, addPost, endPostsOf, type NewPost, type PostChange } from "./people-changes.ts";
export { organisationEndpoints } from "./routes.ts";
export { agencyUnits, countStaff, leadersOn, linesAbove, parentsOn, postsByPerson, type StaffPost, staffOf, unitsUnder, unitTrees } from "./staff-queries.ts";
export { personNames, postsOn } from "./people-queries.ts";
export { agencyOf, headedUnitsOf, type TreeUnit, unitTree } from "./tree.ts";
export { dayAfter, dayOf, fold } from "./rules.ts";
export { type ImportChange, importUnits } from "./unit-changes.ts";
