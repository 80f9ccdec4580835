from planner.errors import Fault, InfeasiblePlanError
def infeasible(loaded, prepared, problem):
    return InfeasiblePlanError([Fault(key="x")])
