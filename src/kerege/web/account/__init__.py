"""Sign-in, second factor, recovery codes and sign-out: allauth's flows with our own pages."""
