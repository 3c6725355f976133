"""Which steps to automate: criteria, classifier, guard-rails, verdicts and their evaluation."""
