import { PAGES } from '../evidence-pages';
import type { WatchCategory } from '../watch';

export const compute = {
  id: 'compute',
  about: 'Starts machines at the expense of the account, or prepares to.',
  isOnByDefault: true,
  watches: [
    {
      call: 'RunInstances',
      service: 'ec2',
      details: {
        type: ['requestParameters.instanceType'],
        count: ['requestParameters.instancesSet.items.maxCount'],
        image: ['requestParameters.instancesSet.items.imageId'],
        instances: ['responseElements.instancesSet.items.instanceId'],
      },
      points: 80,
      evidence: { incidents: 17, page: PAGES.cryptomining },
    },
    {
      call: 'RequestSpotFleet',
      service: 'ec2',
      details: { count: ['requestParameters.spotFleetRequestConfig.targetCapacity'] },
      points: 80,
      evidence: { incidents: 0, page: PAGES.cryptomining },
    },
    {
      call: 'RequestSpotInstances',
      service: 'ec2',
      details: {
        type: ['requestParameters.launchSpecification.instanceType'],
        count: ['requestParameters.instanceCount'],
      },
      points: 80,
      evidence: { incidents: 0, page: PAGES.cryptomining },
    },
    {
      call: 'CreateFleet',
      service: 'ec2',
      details: {
        count: [
          'requestParameters.CreateFleetRequest.TargetCapacitySpecification.TotalTargetCapacity',
        ],
      },
      points: 80,
      evidence: { incidents: 0, page: PAGES.cryptomining },
    },
    {
      call: 'CreateLaunchTemplate',
      service: 'ec2',
      details: {
        name: ['requestParameters.CreateLaunchTemplateRequest.LaunchTemplateName'],
        type: ['requestParameters.CreateLaunchTemplateRequest.LaunchTemplateData.InstanceType'],
      },
      points: 30,
      evidence: { incidents: 1, page: PAGES.cryptomining },
    },
    {
      call: 'CreateAutoScalingGroup',
      service: 'autoscaling',
      details: {
        name: ['requestParameters.autoScalingGroupName'],
        count: ['requestParameters.desiredCapacity', 'requestParameters.maxSize'],
      },
      points: 60,
      evidence: { incidents: 1, page: PAGES.cryptomining },
    },
    {
      call: 'CreateCluster',
      service: 'ecs',
      details: { name: ['requestParameters.clusterName'] },
      points: 40,
      evidence: { incidents: 3, page: PAGES.cryptominingEcs },
    },
    {
      call: 'RegisterTaskDefinition',
      service: 'ecs',
      details: {
        name: ['requestParameters.family'],
        image: ['requestParameters.containerDefinitions.image'],
      },
      points: 40,
      evidence: { incidents: 2, page: PAGES.cryptominingEcs },
    },
    {
      call: 'CreateService',
      service: 'ecs',
      details: {
        name: ['requestParameters.serviceName'],
        count: ['requestParameters.desiredCount'],
        cluster: ['requestParameters.cluster'],
      },
      points: 40,
      evidence: { incidents: 2, page: PAGES.cryptominingEcs },
    },
    {
      call: 'CreateFunction20150331',
      service: 'lambda',
      details: {
        name: ['requestParameters.functionName'],
        role: ['requestParameters.role'],
      },
      points: 30,
      evidence: { incidents: 5, page: PAGES.cryptomining },
    },
    {
      call: 'CreateNotebookInstance',
      service: 'sagemaker',
      details: {
        name: ['requestParameters.notebookInstanceName'],
        type: ['requestParameters.instanceType'],
      },
      points: 40,
      evidence: { incidents: 0, page: PAGES.trailDiscover },
    },
    {
      call: 'CreateStack',
      service: 'cloudformation',
      details: { name: ['requestParameters.stackName'] },
      points: 30,
      evidence: { incidents: 1, page: PAGES.newTactics },
    },
  ],
} as const satisfies WatchCategory;
