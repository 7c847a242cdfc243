/** Whether the form has a field beside which an error at that path stands. */
export const isBesideField = (path: string): boolean => /^(policy\.)?(rules(\.\w+(\.\w+)?)?|threats(\.\w+(\[\d+\])?)?|reason)$/.test(path);
