import type { Relation, Role } from "../../src/contract/route.ts";

type Cells = Readonly<Partial<Record<Relation, readonly Role[] | "everybody" | "signed-in">>>;

/** A person's year: the person, who stands above, the agency's personnel officers and the Home Affairs department. */
const FILE: Cells = { self: "signed-in", superior: ["unit-head", "chairman"], "own-unit": ["personnel-officer"], any: ["programme-officer"] };
/** An agency's list: its heads and personnel officers, the Home Affairs department, the Chairman; the room says what of it they see. */
const ROUND: Cells = { "own-unit": ["unit-head", "personnel-officer"], any: ["programme-officer", "chairman"] };
const PREPARED: Cells = { "own-unit": ["unit-head", "personnel-officer"], any: ["programme-officer"] };
/** Everybody whom any round could be about; of others' they find nothing there. */
const ROUNDS: Cells = { any: ["unit-head", "personnel-officer", "programme-officer", "chairman"] };

export const EXPECTED_RATING: Readonly<Record<string, Cells>> = {
  "personnel.myRating": { self: "signed-in" },
  "personnel.publishedRatings": { self: "signed-in" },
  "personnel.rating": FILE,
  "personnel.actOnRating": FILE,
  "personnel.ratingPaper": FILE,
  "personnel.ratingArchive": FILE,
  "personnel.ratingRounds": ROUNDS,
  "personnel.ratingComplaints": ROUNDS,
  "personnel.ratingRound": ROUND,
  "personnel.actOnRatingRound": ROUND,
  "personnel.ratingDecision": ROUND,
  "personnel.ratingSheet": ROUND,
  "personnel.openRatingRound": PREPARED,
  "personnel.takeOverRating": PREPARED,
  "personnel.recordRatingMeeting": PREPARED,
  "personnel.ratingCase": PREPARED,
  "personnel.ratingYear": { any: ["programme-officer", "chairman", "unit-head", "personnel-officer", "auditor"] },
  "personnel.setRatingYear": { any: ["programme-officer"] },
  "personnel.taskReviews": { any: ["programme-officer", "working-group", "chairman", "auditor"] },
  "personnel.recordTaskReview": { any: ["programme-officer", "working-group"] },
  // A unit's head is let in for the campaign of the own unit; in others the room refuses.
  "personnel.taskFacts": { any: ["programme-officer", "working-group", "council-chair", "chairman", "auditor", "unit-head"] },
  "personnel.fillTaskFacts": { any: ["programme-officer", "working-group", "unit-head"] },
  "personnel.outbox": { any: ["programme-officer"] },
  "personnel.outboxWorkbook": { any: ["programme-officer"] },
  "personnel.resend": { any: ["programme-officer"] },
};
