/** Never answers the start message, as a program does that does not flush its output. */
process.stdin.resume();
