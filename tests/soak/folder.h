#pragma once

/* Folders of a few small files. */
void folder_copy (const char *from, const char *to);
void folder_remove (const char *path);
