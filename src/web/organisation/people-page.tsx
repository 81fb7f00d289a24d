import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { addPersonRoute, listPeople } from "../../contract/organisation.ts";
import { useUnitName } from "../shell/names.ts";
import { useAct, useAll } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { hasRole, useSession } from "../shell/session.ts";
import { TextField } from "../ui/fields.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { PersonItem } from "./people/person.tsx";
import type { Person, Post } from "./types.ts";
import { useOrganisationWords } from "./words.ts";
import "./organisation.css";

function AddPerson(): ReactNode {
  const t = useOrganisationWords();
  const session = useSession();
  const [name, setName] = useState("");
  const add = useAct(addPersonRoute, { touches: ["organisation"] });
  const added = add.data?.body;
  return (
    <section className="card stack" aria-labelledby="add-person">
      <h2 id="add-person">{t("addPerson")}</h2>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          add.mutate(
            { body: { name } },
            {
              onSuccess: () => {
                setName("");
              },
            },
          );
        }}
      >
        <TextField label={t("name")} value={name} onChange={setName} />
        <Button htmlType="submit" disabled={name.trim() === ""} loading={add.isPending}>
          {t("add")}
        </Button>
      </form>
      <RefusalNote error={add.error} />
      {added === undefined ? null : (
        <p role="status">
          {t("addedPerson", { name: added.name })}{" "}
          {hasRole(session, "administrator") ? (
            <Link to="/accounts/new" search={{ person: added.id }}>
              {t("createAccount")}
            </Link>
          ) : null}
        </p>
      )}
    </section>
  );
}

function People({ people }: { readonly people: readonly Person[] }): ReactNode {
  const { shown, more } = useBeginning(people);
  return (
    <>
      <ul className="card organisation-people">
        {shown.map((person) => (
          <PersonItem key={person.id} person={person} />
        ))}
      </ul>
      {more}
    </>
  );
}

/** Who is where: found by name or by unit. */
export function PeoplePage(): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const session = useSession();
  const unitName = useUnitName();
  const people = useAll(listPeople, {});
  const [text, setText] = useState("");
  const typed = useDeferredValue(text);
  return (
    <Page title={t("people")} lead={t("peopleLead")} actions={hasRole(session, "administrator", "programme-officer") ? <Link to="/people/import">{t("fromExcel")}</Link> : undefined}>
      <div className="row">
      <Input
        type="search"
        className="organisation-search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={text}
        allowClear
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      </div>
      <Loaded query={people} rows={12}>
        {(all) => {
          const found = all.filter((one) => matches([one.name, ...one.posts.flatMap((post) => [post.title, unitName(post.unit)])].join(" "), typed)).toSorted((a, b) => format.compare(a.name, b.name));
          const posts = found.flatMap(({ name, posts: own }): { readonly name: string; readonly post: Post | undefined }[] => (own.length === 0 ? [{ name, post: undefined }] : own.map((post) => ({ name, post }))));
          return (
            <>
              <div className="row">
                <p role="status" className="muted grow">
                  {t("count", { count: format.count(found.length) })}
                </p>
                <TableDownload
                  name={t("people")}
                  rows={posts}
                  columns={[
                    { title: t("name"), of: (one) => one.name },
                    { title: t("unit"), of: ({ post }) => (post === undefined ? "" : unitName(post.unit)) },
                    { title: t("postTitle"), of: ({ post }) => post?.title ?? "" },
                    { title: t("post"), of: ({ post }) => (post === undefined ? "" : t(`kind.${post.kind}`)) },
                    { title: t("existsFrom"), of: ({ post }) => (post === undefined ? "" : format.day(post.from)) },
                    { title: t("existsTo"), of: ({ post }) => (post === undefined || post.to === null ? "" : format.day(post.to)) },
                  ]}
                />
              </div>
              {found.length === 0 ? <Notice title={t("nothing")}>{t("nothingHelp")}</Notice> : <People people={found} />}
            </>
          );
        }}
      </Loaded>
      {hasRole(session, "administrator", "programme-officer") ? <AddPerson /> : null}
    </Page>
  );
}
