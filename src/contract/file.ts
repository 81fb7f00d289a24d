import { z } from "zod";
import { type CycleState, isOpenFor, type Stage, STAGES } from "./cycle.ts";
import { LEAST_REASON } from "./prose.ts";

/**
 * A unit's file in a campaign: its own way from draft to submitted, as a fold over what people did with it, and
 * which of its parts may be written and seen at a moment (QĐ 02050, II.3.đ, II.4.c). Pure; `now` is handed in.
 */

const comment = z.string().trim().min(LEAST_REASON).max(2000);

/** What people of a unit do with its file; each is recorded once and never changed. */
export const fileAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hand-up") }),
  z.strictObject({ kind: z.literal("send-back"), comment }),
  z.strictObject({ kind: z.literal("submit") }),
  z.strictObject({ kind: z.literal("take-back"), comment }),
]);
export type FileAction = z.output<typeof fileAction>;

/** The two parts that a unit hands in: its scores, and its explanations. */
export const PARTS = ["self-scoring", "explanation"] as const;
export type Part = (typeof PARTS)[number];

export const PART_STATES = ["draft", "handed-up", "sent-back", "submitted"] as const;
type PartState = (typeof PART_STATES)[number];

/** What is handed in: `hash` is the SHA-256 of the entries that were submitted and of what proves them. */
export type Receipt = { readonly part: Part; readonly at: string; readonly by: string; readonly hash: string };

/** As it is kept: with the part that it was about, and for a submission the hash of what was submitted. */
export type RecordedFileAction = { readonly number: number; readonly at: string; readonly by: string; readonly action: FileAction & { readonly part: Part; readonly hash?: string } };

export type FileState = {
  readonly parts: Readonly<Record<Part, PartState>>;
  readonly receipts: readonly Receipt[];
  /** What the head wrote when the file was last sent back. */
  readonly comment: string | null;
  readonly version: number;
};

const START: FileState = { parts: { "self-scoring": "draft", explanation: "draft" }, receipts: [], comment: null, version: 0 };

const AFTER: Readonly<Record<FileAction["kind"], PartState>> = { "hand-up": "handed-up", "send-back": "sent-back", submit: "submitted", "take-back": "sent-back" };

function step(state: FileState, { number, at, by, action }: RecordedFileAction): FileState {
  const receipt = action.kind === "submit" ? [{ part: action.part, at, by, hash: action.hash ?? "" }] : [];
  return {
    parts: { ...state.parts, [action.part]: AFTER[action.kind] },
    receipts: [...state.receipts, ...receipt],
    comment: "comment" in action ? action.comment : state.comment,
    version: number,
  };
}

/** The state after these actions, which are in order. */
export const foldFile = (actions: readonly RecordedFileAction[]): FileState => actions.reduce(step, START);

const place = (stage: Stage): number => STAGES.indexOf(stage);

/** The part that a unit works on: the explanation from its stage on, its scores before. */
export const partNow = (cycle: StageNow): Part => (place(cycle.stage) >= place("explanation") ? "explanation" : "self-scoring");

/**
 * Whether a unit may still write a part: time is left, its own or an extension's, and it has not submitted it; what
 * it has submitted its head may take back while time is left.
 */
export function isPartOpen(cycle: CycleState, file: FileState, part: Part, unit: string, now: string): boolean {
  return isOpenFor(cycle, part, unit, now) && file.parts[part] !== "submitted";
}

/** Why an action with a file is refused. */
export type FileRefusal = "closed" | "submitted" | "not-submitted" | "not-handed-up";

/** Whether an action with a part of the file may follow now; undefined when it may. */
export function refuseFile(cycle: CycleState, file: FileState, { action: { kind }, part }: { readonly action: FileAction; readonly part: Part }, unit: string, now: string): FileRefusal | undefined {
  if (!isOpenFor(cycle, part, unit, now)) return "closed";
  const state = file.parts[part];
  if (kind === "take-back") return state === "submitted" ? undefined : "not-submitted";
  if (state === "submitted") return "submitted";
  return kind === "send-back" && state !== "handed-up" ? "not-handed-up" : undefined;
}

/** Who looks at a file; somebody may be several of these. */
export type Viewer = {
  readonly personId: string;
  readonly isOfUnit: boolean;
  /** The chair settles what members see differently, so the chair sees their work. */
  readonly isChair: boolean;
  /** Programme officer or working group: they prepare the council's sittings. */
  readonly isSecretariat: boolean;
  readonly isMember: boolean;
  readonly isAuditor: boolean;
};

export type SeenStep = "self" | "appraisal-1" | "explanation" | "appraisal-2" | "import" | "correction";

/** After which stage the unit and the other members see a step of the council. */
const ROUND_STAGE = { "appraisal-1": "appraisal-1", "appraisal-2": "appraisal-2" } as const;

/** What of the campaign and of the file decides who sees a value. */
type StageNow = Pick<CycleState, "stage">;
type PartsNow = Pick<FileState, "parts">;

/** A draft is the unit's own until it hands it in or its time is over. */
const isHandedIn = (cycle: StageNow, file: PartsNow, part: Part): boolean => file.parts[part] === "submitted" || place(cycle.stage) > place(part);

/** A round of the council: of one's own always, of others when it has closed; of all while it runs for chair and secretariat. */
function maySeeRound(viewer: Viewer, cycle: StageNow, round: keyof typeof ROUND_STAGE, author: string): boolean {
  if (author === viewer.personId) return true;
  // Who belongs to a unit looks at its file as the unit does, whatever else they are.
  if (!viewer.isOfUnit && (viewer.isChair || viewer.isSecretariat)) return true;
  return (viewer.isOfUnit || viewer.isMember) && place(cycle.stage) > place(ROUND_STAGE[round]);
}

/**
 * Whether somebody may see a value of a step that `author` entered (empty: the unit or the secretariat). A member
 * sees no other member's draft, a unit nothing of the council's before the round closes, nobody a unit's draft;
 * what others measured is shown to the unit with the published result.
 */
export function maySee(viewer: Viewer, cycle: StageNow, file: PartsNow, seen: SeenStep, author: string): boolean {
  if (viewer.isAuditor) return true;
  const isInside = viewer.isChair || viewer.isSecretariat || viewer.isMember;
  switch (seen) {
    case "self":
      return viewer.isOfUnit || (isInside && isHandedIn(cycle, file, "self-scoring"));
    case "explanation":
      return viewer.isOfUnit || (isInside && isHandedIn(cycle, file, "explanation"));
    case "appraisal-1":
    case "appraisal-2":
      return maySeeRound(viewer, cycle, seen, author);
    case "import":
    case "correction":
      return viewer.isOfUnit ? cycle.stage === "published" : isInside;
  }
}
