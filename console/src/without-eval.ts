import * as z from 'zod';

/** Imported before any schema is made: zod would try whether it may compile them, which violates the page's policy. */
z.config({ jitless: true });
