/**
 * What somebody with all rights over the database may do to the rows that a result rests on: one alteration of each
 * table, as a statement that touches exactly one row once triggers are out of the way. Whatever verifies the tables against
 * the ledger has to find every one of them and to name the row.
 */

export type Alteration = {
  readonly table: "role_grant" | "account" | "api_key" | "post" | "person" | "unit" | "unit_name" | "unit_successor" | "assessment_entry" | "assessment_action" | "evidence_scan" | "leader_mark" | "campaign_mark" | "campaign_fact" | "result_version" | "result_decision" | "campaign_action";
  /** What somebody would gain by it. */
  readonly why: string;
  readonly statement: string;
};

const one = (table: string, where = "true"): string => `ctid = (select ctid from congtam.${table} where ${where} order by ctid limit 1)`;

export const ALTERATIONS: readonly Alteration[] = [
  { table: "assessment_entry", why: "more points for a unit", statement: `update congtam.assessment_entry set input = '{"points": "0.01"}' where ${one("assessment_entry", "step = 'self' and input is not null")}` },
  { table: "assessment_entry", why: "a reason that was never given", statement: `update congtam.assessment_entry set note = 'lý do khác' where ${one("assessment_entry", "step = 'appraisal-1'")}` },
  { table: "assessment_entry", why: "an appraisal by somebody else", statement: `update congtam.assessment_entry set by = 'somebody', author = 'somebody' where ${one("assessment_entry", "step = 'appraisal-1'")}` },
  { table: "assessment_entry", why: "a score before the deadline that came after it", statement: `update congtam.assessment_entry set at = at - interval '1 day' where ${one("assessment_entry", "step = 'self'")}` },
  { table: "assessment_entry", why: "an appraisal that disappears", statement: `delete from congtam.assessment_entry where ${one("assessment_entry", "step = 'appraisal-1'")}` },
  { table: "assessment_entry", why: "a later version that nobody entered", statement: `insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, by, at) select campaign, unit, criterion, step, author, version + 1, '{"points": "1"}', note, by, at from congtam.assessment_entry where ${one("assessment_entry", "step = 'self'")}` },
  { table: "assessment_action", why: "a submission that never was", statement: `update congtam.assessment_action set action = jsonb_set(action, '{kind}', '"hand-up"') where ${one("assessment_action")}` },
  { table: "assessment_action", why: "a receipt for another file", statement: `update congtam.assessment_action set action = jsonb_set(action, '{hash}', to_jsonb(repeat('0', 64))) where ${one("assessment_action")}` },
  { table: "leader_mark", why: "a better mark", statement: `update congtam.leader_mark set mark = mark + 0.01 where ${one("leader_mark", "mark is not null")}` },
  { table: "campaign_mark", why: "a criterion that does not apply after all", statement: `update congtam.campaign_mark set code = code || '.1' where ${one("campaign_mark")}` },
  { table: "campaign_fact", why: "a discipline that never was", statement: `update congtam.campaign_fact set value = 'null' where ${one("campaign_fact")}` },
  { table: "result_version", why: "another percent in the published text", statement: `update congtam.result_version set result_text = replace(result_text, '"percent":"9', '"percent":"8') where ${one("result_version")}` },
  { table: "result_version", why: "another text with a hash that fits it", statement: `update congtam.result_version set result_text = result_text || ' ', result_sha256 = encode(sha256(convert_to(result_text || ' ', 'UTF8')), 'hex') where ${one("result_version")}` },
  { table: "result_version", why: "another case under the same result", statement: `update congtam.result_version set case_text = case_text || ' ' where ${one("result_version")}` },
  { table: "result_decision", why: "another order of tied units", statement: `insert into congtam.result_decision (campaign, number, at, by, decision) select campaign, 99, now(), 'somebody', '{"kind": "order"}' from congtam.result_version where ${one("result_version")}` },
  { table: "campaign_action", why: "more time for one unit", statement: `insert into congtam.campaign_action (campaign, number, by, action) select campaign, max(number) + 1, 'somebody', '{"kind": "extend"}' from congtam.campaign_action group by campaign limit 1` },
];

/** The same where there are files, which the scanner has to find clean before they are given out. */
export const FILE_ALTERATIONS: readonly Alteration[] = [
  { table: "evidence_scan", why: "a file that nobody has scanned is given out", statement: `update congtam.evidence_scan set verdict = 'clean' where ${one("evidence_scan", "verdict = 'waiting'")}` },
];

/** The same for who belongs where and who may do what, in a year in which people came and went. */
export const PEOPLE_ALTERATIONS: readonly Alteration[] = [
  { table: "role_grant", why: "a role that nobody gave", statement: `insert into congtam.role_grant (account, role, valid_from, granted_by) select id, 'administrator', now(), 'test' from congtam.account where ${one("account")}` },
  { table: "role_grant", why: "another role", statement: `update congtam.role_grant set role = 'council-chair' where ${one("role_grant", "role = 'unit-scorer'")}` },
  { table: "role_grant", why: "a right that had ended", statement: `update congtam.role_grant set valid_to = null, ended_by = null where ${one("role_grant", "valid_to is not null")}` },
  { table: "account", why: "an account that was disabled", statement: `update congtam.account set disabled_at = null where ${one("account", "disabled_at is not null")}` },
  { table: "account", why: "somebody else's account", statement: `update congtam.account set person_id = 'somebody' where ${one("account")}` },
  { table: "account", why: "no second factor any more", statement: `update congtam.account set second_factor_waived = not second_factor_waived where ${one("account")}` },
  { table: "account", why: "a way in at the provider", statement: `update congtam.account set oidc_issuer = 'https://id.example', oidc_subject = 'me' where ${one("account")}` },
  { table: "api_key", why: "a key with a secret that one knows", statement: `update congtam.api_key set secret_hash = 'another' where ${one("api_key")}` },
  { table: "post", why: "a post in another unit", statement: `update congtam.post set unit_id = 'elsewhere' where ${one("post")}` },
  { table: "post", why: "the head of a unit", statement: `update congtam.post set kind = 'head' where ${one("post", "kind = 'officer'")}` },
  { table: "post", why: "no post in the year in which one appraised the unit", statement: `update congtam.post set valid_to = valid_from + 1 where ${one("post", "valid_to is null")}` },
  { table: "person", why: "another name", statement: `update congtam.person set name = 'Ai đó' where ${one("person")}` },
  { table: "unit", why: "the index by which others are measured", statement: `update congtam.unit set index_code = '03' where ${one("unit", "index_code = '01'")}` },
  { table: "unit_name", why: "a name of before", statement: `update congtam.unit_name set name = 'Sở khác' where ${one("unit_name", "valid_to is not null")}` },
  { table: "unit_successor", why: "a merger with another unit", statement: `delete from congtam.unit_successor where ${one("unit_successor")}` },
];
