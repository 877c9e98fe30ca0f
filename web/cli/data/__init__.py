"""Commands that bring data in, out and under inspection."""
