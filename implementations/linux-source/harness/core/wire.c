/*
 * Frames over standard input and output: a length of 32 bits, then so many bytes. Both ends are on one machine, so
 * numbers are in its own order of bytes.
 */
#include "core.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct buffer {
	unsigned char *bytes;
	size_t length;
	size_t room;
};

static struct buffer in;
static size_t consumed;
static struct buffer out;
static size_t frame;

static void make_room(struct buffer *buffer, size_t more)
{
	buffer->bytes = harness_grow(buffer->bytes, &buffer->room, buffer->length + more, 1);
}

/* Sends what is finished; a reader that went away ends the process. */
static void flush(void)
{
	size_t sent = 0;

	while (sent < out.length) {
		ssize_t count = write(STDOUT_FILENO, out.bytes + sent, out.length - sent);

		if (count <= 0)
			_exit(0);
		sent += (size_t)count;
	}
	out.length = 0;
}

/* Reads until `wanted` bytes are there; whatever was answered goes out before waiting. */
static bool fill(size_t wanted)
{
	if (consumed > 0 && in.length - consumed < wanted) {
		memmove(in.bytes, in.bytes + consumed, in.length - consumed);
		in.length -= consumed;
		consumed = 0;
	}
	while (in.length - consumed < wanted) {
		ssize_t count;

		make_room(&in, wanted > (1 << 18) ? wanted : 1 << 18);
		flush();
		count = read(STDIN_FILENO, in.bytes + in.length, in.room - in.length);
		if (count <= 0)
			return false;
		in.length += (size_t)count;
	}
	return true;
}

bool wire_receive(struct reader *reader)
{
	uint32_t length;

	if (!fill(sizeof(length)))
		return false;
	memcpy(&length, in.bytes + consumed, sizeof(length));
	consumed += sizeof(length);
	if (!fill(length))
		return false;
	reader->at = in.bytes + consumed;
	reader->end = reader->at + length;
	consumed += length;
	return true;
}

const unsigned char *read_bytes(struct reader *reader, size_t count)
{
	const unsigned char *bytes = reader->at;

	/* The other end is our own; if it errs, there is nothing sensible to go on with. */
	if ((size_t)(reader->end - reader->at) < count)
		_exit(72);
	reader->at += count;
	return bytes;
}

uint8_t read_8(struct reader *reader)
{
	return *read_bytes(reader, 1);
}

uint32_t read_32(struct reader *reader)
{
	uint32_t value;

	memcpy(&value, read_bytes(reader, sizeof(value)), sizeof(value));
	return value;
}

uint64_t read_64(struct reader *reader)
{
	uint64_t value;

	memcpy(&value, read_bytes(reader, sizeof(value)), sizeof(value));
	return value;
}

void write_bytes(const void *bytes, size_t count)
{
	make_room(&out, count);
	memcpy(out.bytes + out.length, bytes, count);
	out.length += count;
}

void write_8(uint8_t value)
{
	write_bytes(&value, sizeof(value));
}

void write_32(uint32_t value)
{
	write_bytes(&value, sizeof(value));
}

void write_64(uint64_t value)
{
	write_bytes(&value, sizeof(value));
}

void wire_begin(uint32_t number)
{
	if (out.length > 1 << 16)
		flush();
	frame = out.length;
	write_32(0);
	write_32(number);
}

void wire_send(void)
{
	uint32_t length = (uint32_t)(out.length - frame - sizeof(length));

	memcpy(out.bytes + frame, &length, sizeof(length));
}
