"""Tests of the editor of a site's facts."""
