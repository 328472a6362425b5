package dev.oceanus.local.doctor.check;

import java.util.List;

/** Looks at one side of a case. Pure; finds nothing where there is nothing to say. */
interface Check {
  List<Finding> findings(Case given);
}
