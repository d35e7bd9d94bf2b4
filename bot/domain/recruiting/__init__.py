"""Recruiting: announcements, nominations, invitations, applications, and where mentors are missing."""
