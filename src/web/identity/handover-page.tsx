import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { type Account, handOverAccount, listAccounts, readAccount } from "../../contract/identity.ts";
import { listPeople } from "../../contract/organisation.ts";
import { useUnitName } from "../shell/names.ts";
import { useAct, useAll, useRead } from "../shell/query.ts";
import { useShellWords } from "../shell/words.ts";
import { DayField } from "../ui/day-field.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Pick } from "../ui/pick.tsx";
import { Loaded } from "../ui/states.tsx";
import { usePassingWords } from "./passing/words.ts";

const api = getRouteApi("/signed-in/accounts/$accountId/handover");

type Handover = z.output<typeof handOverAccount.response>;

function Done({ handover, successorId }: { readonly handover: Handover; readonly successorId: string }): ReactNode {
  const t = usePassingWords();
  const roleWord = useShellWords();
  const { endedPosts, rolesLacking, otherAccounts } = handover;
  return (
    <section className="card stack" role="status">
      <h2>{t("doneTitle")}</h2>
      <p>{t("donePosts", { count: endedPosts.length })}</p>
      <p>{rolesLacking.length === 0 ? t("doneNothingLacking") : t("doneLacking", { roles: rolesLacking.map((role) => roleWord(`role.${role}`)).join(", ") })}</p>
      {otherAccounts.length === 0 ? null : (
        <>
          <p>{t("doneOthers")}</p>
          <ul>
            {otherAccounts.map((one) => (
              <li key={one.accountId}>
                <Link to="/accounts/$accountId" params={{ accountId: one.accountId }}>
                  {one.username}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Link className="button-primary" to="/accounts/$accountId" params={{ accountId: successorId }}>
          {t("toSuccessor")}
        </Link>
      </div>
    </section>
  );
}

/** What will happen, in the order in which it matters to the people. */
function useConsequences(account: Account, successor: Account | undefined): readonly string[] {
  const t = usePassingWords();
  const roleWord = useShellWords();
  const unitName = useUnitName();
  const posts = useAll(listPeople, {}).data?.find((one) => one.id === account.personId)?.posts.filter((post) => post.to === null) ?? [];
  return [
    t("willLock", { username: account.username, name: account.name }),
    account.roles.length === 0 ? t("willEndNoRoles") : t("willEndRoles", { roles: account.roles.map(({ role }) => roleWord(`role.${role}`)).join(", ") }),
    posts.length === 0 ? t("willEndNoPosts") : t("willEndPosts", { posts: posts.map((post) => `${post.title} (${unitName(post.unit)})`).join("; ") }),
    successor === undefined ? t("willPassNobody") : t("willPass", { name: successor.name }),
    t("willNotGive"),
  ];
}

function Act({ account, version }: { readonly account: Account; readonly version: string }): ReactNode {
  const t = usePassingWords();
  const format = useFormat();
  const accounts = useAll(listAccounts, {});
  const [successorId, setSuccessorId] = useState<string>();
  const [on, setOn] = useState("");
  const handOver = useAct(handOverAccount, { touches: ["identity", "organisation"] });
  const candidates = (accounts.data ?? []).filter((one) => one.disabledAt === null && !one.isService && one.personId !== account.personId).toSorted((a, b) => format.compare(a.name, b.name));
  const consequences = useConsequences(account, candidates.find((one) => one.id === successorId));
  const done = handOver.data?.body;
  if (done !== undefined && successorId !== undefined) return <Done handover={done} successorId={successorId} />;
  return (
    <FinalAct
      consequences={consequences}
      lasting={t("lasting")}
      action={t("act")}
      isDangerous
      isReady={successorId !== undefined && on !== ""}
      isBusy={handOver.isPending}
      error={handOver.error}
      onAct={() => {
        if (successorId !== undefined) handOver.mutate({ params: { accountId: account.id }, body: { successorAccountId: successorId, on }, version });
      }}
    >
      <div className="field">
        <span>{t("successor")}</span>
        <Pick label={t("successor")} isLoading={accounts.isPending} value={successorId} options={candidates.map((one) => ({ value: one.id, label: `${one.name} (${one.username})` }))} onPick={setSuccessorId} />
      </div>
      <DayField label={t("day")} value={on} help={t("dayHelp")} onChange={setOn} />
    </FinalAct>
  );
}

/** Somebody leaves: posts, roles, sessions end and open work passes on, in one act. */
export function HandoverPage(): ReactNode {
  const t = usePassingWords();
  const { accountId } = api.useParams();
  const account = useRead(readAccount, { params: { accountId } });
  return (
    <Page title={t("title", { name: account.data?.body.name ?? "…" })} lead={t("lead")} width="text">
      <Loaded query={account}>{({ body, version = "" }) => <Act account={body} version={version} />}</Loaded>
    </Page>
  );
}
