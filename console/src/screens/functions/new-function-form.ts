import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createFunction, functionsQuery } from '../../api/engine/functions.ts';
import { runtimesQuery } from '../../api/engine/runtimes.ts';
import { likelyEntry } from '../../package/entry.ts';
import { readPackage, textFile, writePackage } from '../../package/package-members.ts';
import { templates } from './templates.ts';
import type { ChosenZip } from './zip-choice.tsx';

const [first] = templates;

/** What is typed of a new function, and how it is created. */
export function useNewFunction(onCreated: (id: string) => void) {
  const queries = useQueryClient();
  const runtimes = useQuery(runtimesQuery);
  const [name, setName] = useState('');
  const [chosenRuntime, setRuntime] = useState<string>();
  const [source, setSource] = useState('template');
  const [template, setTemplate] = useState(first);
  const [code, setCode] = useState(first.code);
  const [entry, setEntry] = useState(first.entry);
  const [zip, setZip] = useState<ChosenZip>();
  const [tooLarge, setTooLarge] = useState(false);

  const choose = (id: string | undefined) => {
    const next = templates.find((one) => one.id === id) ?? first;
    setTemplate(next);
    setCode(next.code);
    setEntry(next.entry);
  };
  const chooseZip = (next: ChosenZip | undefined, large: boolean) => {
    setZip(next);
    setTooLarge(large);
    const read = next && readPackage(next.bytes);
    if (read?.kind === 'files') setEntry(likelyEntry(read.files) ?? entry);
  };
  const runtimeId =
    chosenRuntime ?? runtimes.data?.filter(({ status }) => status === 'available').at(-1)?.id;
  const packed = () =>
    source === 'zip' ? zip?.bytes : writePackage([textFile(template.file, code)]);
  const creating = useMutation({
    mutationFn: async () => {
      const bytes = packed();
      if (!bytes) throw new Error('Choose a package first.');
      const fields = { ...(name && { name }), ...(runtimeId && { runtime_id: runtimeId }), entry };
      return createFunction(fields, bytes);
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: functionsQuery.queryKey });
      onCreated(id);
    },
  });
  const runtimeName = runtimes.data?.find(({ id }) => id === runtimeId)?.name ?? 'RUNTIME';
  return {
    name,
    setName,
    runtimeId,
    runtimeName,
    setRuntime,
    source,
    setSource,
    template,
    choose,
    code,
    setCode,
    entry,
    setEntry,
    zip,
    chooseZip,
    tooLarge,
    creating,
  };
}
