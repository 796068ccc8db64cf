/*
 * The fastest adapter that there can be: it answers each scenario with a trace that was made beforehand, so that
 * what is measured is the protocol and not an implementation. Its argument is a file with one trace a line; the
 * first scenario gets the first of them, and after the last one it begins anew.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
	char *text;
	size_t length;
};

static const char STARTED[] =
	"{\"message\":\"started\",\"protocol\":1,\"name\":\"echo\",\"language\":\"C\",\"inFlight\":32,\"abilities\":[]}\n";

static struct line *read_traces(const char *path, size_t *count)
{
	FILE *file = fopen(path, "r");
	struct line *traces = NULL;
	char *text = NULL;
	size_t room = 0;
	ssize_t length;

	*count = 0;
	if (!file) {
		perror(path);
		exit(1);
	}
	while ((length = getline(&text, &room, file)) > 0) {
		traces = realloc(traces, (*count + 1) * sizeof(*traces));
		if (text[length - 1] == '\n')
			length--;
		traces[*count].text = malloc(length);
		traces[*count].length = length;
		memcpy(traces[(*count)++].text, text, length);
	}
	free(text);
	fclose(file);
	return traces;
}

int main(int argc, char **argv)
{
	static char buffer[1 << 20];
	char *line = NULL;
	size_t room = 0, count, next = 0;
	struct line *traces;
	ssize_t length;

	if (argc != 2) {
		fprintf(stderr, "usage: %s FILE\n", argv[0]);
		return 2;
	}
	traces = read_traces(argv[1], &count);
	if (count == 0)
		return 1;
	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	while ((length = getline(&line, &room, stdin)) > 0) {
		/* The message and its id are the first members: the suite writes them so. */
		const char *id = strstr(line, "\"id\":");

		if (strncmp(line, "{\"message\":\"run\"", 16) == 0 && id) {
			printf("{\"message\":\"trace\",\"id\":%ld,\"trace\":", strtol(id + 5, NULL, 10));
			fwrite(traces[next].text, 1, traces[next].length, stdout);
			fputs("}\n", stdout);
			next = (next + 1) % count;
		} else if (strncmp(line, "{\"message\":\"start\"", 18) == 0) {
			fputs(STARTED, stdout);
		} else {
			return 0;
		}
		fflush(stdout);
	}
	return 0;
}
